import { attribute, isOn, type Attributes } from '../xml.ts';

/** The form field that is being read: a check box or a list (ECMA-376, part 1, sections 17.16.7 and 17.16.9). */
export type FormField = {
  kind: 'check box' | 'list' | undefined;
  checked: boolean;
  /** The entries of the list, and the index of the chosen entry. */
  entries: string[];
  chosen: number;
};

export function newFormField(): FormField {
  return { kind: undefined, checked: false, entries: [], chosen: 0 };
}

export function readFormField(field: FormField, name: string, attributes: Attributes): void {
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'ffData') Object.assign(field, newFormField());
  else if (name === 'checkBox') field.kind = 'check box';
  else if (name === 'ddList') field.kind = 'list';
  else if (field.kind === 'check box' && (name === 'checked' || name === 'default'))
    field.checked = isOn(attributes);
  else if (field.kind === 'list' && name === 'listEntry') field.entries.push(value);
  else if (field.kind === 'list' && (name === 'result' || name === 'default')) field.chosen = Number(value);
}

/** Returns the state of the form field as text, because the field has no other text in the document. */
export function endForm({ kind, checked, entries, chosen }: FormField): string {
  if (kind === 'check box') return checked ? '☒' : '☐';
  return kind === 'list' ? (entries[chosen] ?? '') : '';
}
