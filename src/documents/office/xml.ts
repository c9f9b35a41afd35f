import { SaxesParser } from 'saxes';

/** Attributes by their names, with prefix. */
export type Attributes = Readonly<Record<string, string>>;

/** Callbacks of the parser. Element names are without prefix. */
export type XmlReader = {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

const CHUNK = 64 * 1024;

/**
 * Parses XML in steps, so that the caller can stop early. Throws if the XML is not well-formed. Custom entities count as
 * errors, so entity expansion attacks are not possible.
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

export function readAllXml(xml: string, reader: XmlReader): void {
  for (const _step of readXml(xml, reader));
}

/** An attribute by its name without prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  return (
    attributes[name] ?? attributes[Object.keys(attributes).find((key) => key.endsWith(`:${name}`)) ?? '']
  );
}

/** The relationship that an element refers to: its `id` with a prefix. It may also have an `id` without one. */
export function relationOf(attributes: Attributes): string | undefined {
  return attributes[Object.keys(attributes).find((key) => key.endsWith(':id')) ?? ''];
}

/** Whether a switch such as `<w:vanish/>` is on: by default it is. */
export function isOn(attributes: Attributes): boolean {
  return !['0', 'false', 'off'].includes(attribute(attributes, 'val') ?? '');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
