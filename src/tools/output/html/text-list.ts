import { listNumber } from './list-number.ts';
import type { Level, TextWriter } from './text-writer.ts';

export type Attributes = ReadonlyMap<string, string>;

type Item = {
  readonly value: number | undefined;
  /** Where the item's number starts in the text written so far. */
  index: number | undefined;
  readonly writer: TextWriter;
};

export type List = {
  readonly isOrdered: boolean;
  readonly isReversed: boolean;
  readonly type: string;
  next: number | undefined;
  readonly items: Item[];
};

/** Indents a list that is a direct child of another list, as browsers do. */
export function indentation(): Level {
  return { mark: 'item', width: 2, marker: '' };
}

export function listFor(name: string, attributes: Attributes): List {
  const isReversed = name === 'ol' && attributes.has('reversed');
  const next = numberIn(attributes, 'start') ?? (isReversed ? undefined : 1);
  return { isOrdered: name === 'ol', isReversed, type: attributes.get('type') ?? '', next, items: [] };
}

export function levelFor(list: List | undefined, attributes: Attributes, writer: TextWriter): Level {
  if (list?.isOrdered !== true) return { mark: 'item', width: 2, marker: '- ' };
  const value = numberIn(attributes, 'value');
  if (list.isReversed) {
    const item: Item = { value, index: undefined, writer };
    list.items.push(item);
    return { mark: 'item', width: 3, marker: '1. ', onMarker: (index) => (item.index = index) };
  }
  const number = value ?? list.next ?? 1;
  list.next = number + 1;
  const marker = `${listNumber(number, list.type)}. `;
  return { mark: 'item', width: marker.length, marker };
}

/** Numbers a reversed list. The first number is known only at the end of the list. */
export function numberBackwards({ items, next, type }: List): void {
  let number = next ?? items.length;
  for (const { value, index, writer } of items) {
    number = value ?? number;
    if (index !== undefined) writer.replace(index, `${listNumber(number, type)}. `);
    number -= 1;
  }
}

export function numberIn(attributes: Attributes, name: string): number | undefined {
  const value = attributes.get(name)?.slice(0, 20).trim() ?? '';
  return /^[+-]?\d{1,9}$/.test(value) ? Number(value) : undefined;
}
