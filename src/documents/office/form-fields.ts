import { attribute, isOn, type Attributes } from './xml.ts';

/** The form field that is being read: a check box or a list (ECMA-376, part 1, 17.16.7 and 17.16.9). */
export type FormField = {
  kind: 'check box' | 'list' | undefined;
  checked: boolean;
  /** The entries of the list, and the index of the chosen one. */
  entries: string[];
  chosen: number;
};

export function newFormField(): FormField {
  return { kind: undefined, checked: false, entries: [], chosen: 0 };
}

/** Reads an element of a form field. Returns the text of a symbol that is a check box; otherwise, an empty string. */
export function formText(field: FormField, name: string, attributes: Attributes): string {
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'sym') return boxOf(attributes);
  if (name === 'ffData') Object.assign(field, newFormField());
  else if (name === 'checkBox') field.kind = 'check box';
  else if (name === 'ddList') field.kind = 'list';
  else if (field.kind === 'check box' && (name === 'checked' || name === 'default'))
    field.checked = isOn(attributes);
  else if (field.kind === 'list' && name === 'listEntry') field.entries.push(value);
  else if (field.kind === 'list' && (name === 'result' || name === 'default')) field.chosen = Number(value);
  return '';
}

/** Returns the state of the form field. It has no other text in the document. */
export function endForm({ kind, checked, entries, chosen }: FormField): string {
  if (kind === 'check box') return checked ? '☒' : '☐';
  return kind === 'list' ? (entries[chosen] ?? '') : '';
}

/** The check boxes of the symbol fonts, which have no Unicode characters of their own. */
const boxes: Readonly<Record<string, ReadonlyMap<number, string>>> = {
  wingdings: new Map([
    ...[0x6f, 0x71, 0x72, 0xa8].map((code) => [code, '☐'] as const),
    [0xfc, '✓'],
    [0xfb, '✗'],
    [0xfd, '☒'],
    [0xfe, '☒'],
    [0x78, '☒'],
  ]),
  'wingdings 2': new Map([
    [0xa3, '☐'],
    ...[0x51, 0x52, 0x53, 0x54].map((code) => [code, '☒'] as const),
    [0x50, '✓'],
    [0x4f, '✗'],
  ]),
};

function boxOf(attributes: Attributes): string {
  const font = (attribute(attributes, 'font') ?? '').toLowerCase();
  // The codes of symbol fonts lie in the private use area, from F000.
  const code = Number.parseInt(attribute(attributes, 'char') ?? '', 16) & 0xff;
  return boxes[font]?.get(code) ?? '';
}
