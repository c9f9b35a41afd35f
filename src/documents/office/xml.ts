import { SaxesParser } from 'saxes';

/** Attributes by qualified name (with prefix). */
export type Attributes = Readonly<Record<string, string>>;

/** Parser callbacks. Element names have no prefix. */
export type XmlReader = {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

const CHUNK = 64 * 1024;
const ROOT_CHUNK = 512;

/**
 * Parses XML in steps, so the caller can stop early. Throws if the XML is not well-formed. Custom entities count as
 * errors, to rule out entity expansion attacks.
 */
export function* readXml(xml: string, reader: XmlReader, chunk = CHUNK): Generator<void> {
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => reader.open?.(localName(name), attributes));
  parser.on('closetag', ({ name }) => reader.close?.(localName(name)));
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  for (let at = 0; at < xml.length; at += chunk) {
    parser.write(xml.slice(at, at + chunk));
    yield;
  }
  parser.close();
}

export function readAllXml(xml: string, reader: XmlReader): void {
  for (const _step of readXml(xml, reader));
}

/** Returns the attributes of the root element; none if the XML is damaged there. Parses little of the rest. */
export function rootAttributes(xml: string): Attributes {
  let root: Attributes | undefined;
  const steps = readXml(xml, { open: (_name, attributes) => (root ??= attributes) }, ROOT_CHUNK);
  try {
    for (const _step of steps) if (root !== undefined) break;
  } catch {
    // Damaged XML is ignored here, because it is reported when the part's text is read.
  }
  return root ?? {};
}

/**
 * Returns the XML of the first element with this name; an empty element if there is none. A single pattern for the whole
 * element would take quadratic time.
 */
export function elementIn(xml: string, name: string): string {
  const open = new RegExp(`<((?:\\w+:)?${name})[\\s>]`).exec(xml);
  if (open === null) return '<none/>';
  const close = `</${open[1] ?? ''}>`;
  const end = xml.indexOf(close, open.index);
  return end < 0 ? '<none/>' : xml.slice(open.index, end + close.length);
}

/** Returns the value of an attribute, ignoring the prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  return (
    attributes[name] ?? attributes[Object.keys(attributes).find((key) => key.endsWith(`:${name}`)) ?? '']
  );
}

/**
 * Returns the id of the relationship that an element refers to: its prefixed `id` attribute. An unprefixed `id` means
 * something else.
 */
export function relationOf(attributes: Attributes): string | undefined {
  return attributes[Object.keys(attributes).find((key) => key.endsWith(':id')) ?? ''];
}

/** Whether a switch such as `<w:vanish/>` is on. A switch without a value is on. */
export function isOn(attributes: Attributes): boolean {
  return !['0', 'false', 'off'].includes(attribute(attributes, 'val') ?? '');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
