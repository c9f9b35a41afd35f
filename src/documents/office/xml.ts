import { SaxesParser } from 'saxes';

/** The attributes of an element, by their names as written. */
export type Attributes = Readonly<Record<string, string>>;

/** What happens to the parts of a document as they are met; names are without their prefix. */
export type XmlReader = {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

const CHUNK = 64 * 1024;

/**
 * Reads XML in steps, so that whoever has seen enough can stop between them. Throws at the first thing that is no
 * well-formed XML; entities of a document's own are such a thing, so none can blow up.
 */
export function* readXml(xml: string, reader: XmlReader): Generator<void> {
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => reader.open?.(localName(name), attributes));
  parser.on('closetag', ({ name }) => reader.close?.(localName(name)));
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  for (let at = 0; at < xml.length; at += CHUNK) {
    parser.write(xml.slice(at, at + CHUNK));
    yield;
  }
  parser.close();
}

/** Reads XML to its end. */
export function readAllXml(xml: string, reader: XmlReader): void {
  for (const _step of readXml(xml, reader));
}

/** An attribute by its name without prefix; undefined for none. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  return (
    attributes[name] ?? attributes[Object.keys(attributes).find((key) => key.endsWith(`:${name}`)) ?? '']
  );
}

/** The relationship that an element refers to: an `id` that has a prefix, beside which it may have one of its own. */
export function relationOf(attributes: Attributes): string | undefined {
  return attributes[Object.keys(attributes).find((key) => key.endsWith(':id')) ?? ''];
}

/** Whether a switch such as `<w:vanish/>` is on: it is, unless its value says otherwise. */
export function isOn(attributes: Attributes): boolean {
  return !['0', 'false', 'off'].includes(attribute(attributes, 'val') ?? '');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
