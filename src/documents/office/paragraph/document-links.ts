import { attribute, relationOf, type Attributes } from '../xml.ts';

/** Maximum length of an address, in characters. Longer addresses are left out. */
const LONGEST_ADDRESS = 2_000;

/** The addresses that a part's relationships point to, by id. */
export type Addresses = ReadonlyMap<string, string>;

/**
 * Finds the address that each text links to. In Word, the address belongs to the element around the text, or to the
 * instruction of a field whose result is the text (ECMA-376, part 1, sections 17.16.5.25 and 17.16.22). On slides, the
 * address belongs to the properties of the run (section 21.1.2.3.5).
 */
export type LinkReader = {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  /** Takes text outside of `t` elements. Such text can be a field's instruction. */
  text(text: string): void;
  /** The address that the next text links to, if there is one. */
  current(): string | undefined;
  /**
   * Whether the next text is the result of a field within the instruction of another field. Word does not show such
   * text.
   */
  isInInstruction(): boolean;
};

type Field = {
  instruction: string;
  /** The address of this field or of a field around it. */
  address: string | undefined;
  isInResult: boolean;
  /** The number of the paragraph in which the field begins. */
  readonly paragraph: number;
  /**
   * If this field is inside another field's instruction, the number of the paragraph in which the outer field begins.
   */
  readonly hiddenIn: number | undefined;
};

export function createLinkReader(addresses: Addresses = new Map()): LinkReader {
  const around: (string | undefined)[] = [];
  const fields: Field[] = [];
  let ofRun: string | undefined;
  let inInstruction = false;
  let paragraph = 0;
  return {
    open(name, attributes) {
      inInstruction = name === 'instrText';
      if (name === 'p') paragraph += 1;
      else if (name === 'hyperlink') around.push(addressOf(attributes, addresses));
      else if (name === 'r') ofRun = undefined;
      else if (name === 'hlinkClick') ofRun = addresses.get(relationOf(attributes) ?? '');
      else if (name === 'fldChar') moveField(fields, attribute(attributes, 'fldCharType') ?? '', paragraph);
    },
    close(name) {
      inInstruction = false;
      if (name === 'hyperlink') around.pop();
      if (name === 'r') ofRun = undefined;
    },
    text(text) {
      const field = fields.at(-1);
      if (inInstruction && field !== undefined && field.instruction.length < LONGEST_ADDRESS)
        field.instruction += text;
    },
    current: () => ofRun ?? around.at(-1) ?? fields.at(-1)?.address,
    isInInstruction() {
      const field = fields.at(-1);
      // In a damaged document, a field may have no end. Text in later paragraphs is then not part of the field's
      // instruction.
      return field?.isInResult === true && field.hiddenIn === paragraph;
    },
  };
}

/**
 * Updates the open fields at a `fldChar` element. A field consists of an instruction and a result; fields can be
 * nested.
 */
function moveField(fields: Field[], type: string, paragraph: number): void {
  const field = fields.at(-1);
  if (type === 'begin') {
    const hiddenIn = field?.isInResult === false ? field.paragraph : field?.hiddenIn;
    fields.push({ instruction: '', address: field?.address, isInResult: false, paragraph, hiddenIn });
  } else if (type === 'end') fields.pop();
  else if (field !== undefined) {
    field.address = addressIn(field.instruction) ?? field.address;
    field.isInResult = true;
  }
}

function addressOf(attributes: Attributes, addresses: Addresses): string | undefined {
  const address = addresses.get(relationOf(attributes) ?? '');
  return address && withPlace(address, attribute(attributes, 'anchor'));
}

/** Returns the address in the instruction of a field; undefined for a link within the document and for other fields. */
function addressIn(instruction: string): string | undefined {
  const [, quoted, plain] = /^\s*HYPERLINK\s+(?:"([^"]+)"|([^\s\\"]\S*))/i.exec(instruction) ?? [];
  const address = quoted ?? plain;
  return address && withPlace(address, /\\l\s+"([^"]+)"/.exec(instruction)?.[1]);
}

/** Adds a fragment, the place within the page, to an address. */
export function withPlace(address: string, place: string | undefined): string {
  return place === undefined || address.includes('#') ? address : `${address}#${place}`;
}

/** A line of text that may end with a link's text. `at` is where the link's text begins. */
type LinkedLine = { text: string; link: { readonly address: string; readonly at: number } | undefined };

/**
 * Prepares a line for text that links to `address`. If the previous text links to a different address, writes that
 * address first.
 */
export function beginLink(line: LinkedLine, address: string | undefined): void {
  if (line.link?.address === address) return;
  endLink(line);
  if (address !== undefined) line.link = { address, at: line.text.length };
}

/** Returns a text that is entirely a link, followed by its address. */
export function linkedText(text: string, address: string | undefined): string {
  const line: LinkedLine = { text, link: address === undefined ? undefined : { address, at: 0 } };
  endLink(line);
  return line.text;
}

/** Writes a link's address after the link's text, unless the text is the address. */
export function endLink(line: LinkedLine): void {
  const { link } = line;
  line.link = undefined;
  if (link === undefined || !/^(?:https?|mailto):/i.test(link.address)) return;
  const address = link.address.replace(/^mailto:/i, '').trim();
  const end = line.text.trimEnd();
  const shown = bare(end.slice(link.at));
  if (shown === '' || shown === bare(address) || address.length > LONGEST_ADDRESS) return;
  line.text = `${end} (${address})${line.text.slice(end.length)}`;
}

function bare(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?|^www\./, '')
    .replace(/\/$/, '');
}
