import { nearestSpelling } from './spelling.ts';
import type { SimilarWords } from './similar-words.ts';
import { stemsOf } from './stems.ts';
import { synonyms } from './synonyms.ts';
import type { Term } from './term.ts';

/** Factors for matches with a synonym, with a corrected spelling and with part of a compound word. */
const SYNONYM = 0.75;
const MISSPELT = 0.8;
const PART = 0.6;
/** Minimum number of letters in each part of a compound word. */
const FEWEST_LETTERS = 3;

/** Returns a function that reads the terms of a question. `stems` are the stems in the search file. */
export function createTermReader(
  stems: readonly string[],
  similar: SimilarWords,
): (question: string) => readonly Term[] {
  const numbers = new Map(stems.map((stem, number) => [stem, number]));
  const termOf = (text: string): Term => {
    const matches = new Map<number, number>();
    const add = (other: string, factor: number): void => {
      const number = numbers.get(other);
      if (number !== undefined && (matches.get(number) ?? 0) < factor) matches.set(number, factor);
    };
    add(text, 1);
    for (const other of synonyms.get(text) ?? []) add(other, SYNONYM);
    for (const { stem, factor } of similar.to(text)) add(stem, factor);
    if (matches.size === 0) {
      for (const part of partsOf(text, numbers)) add(part, PART);
      if (matches.size === 0) add(nearestSpelling(text, stems) ?? '', MISSPELT);
    }
    return {
      stem: numbers.get(text),
      matches: [...matches].map(([stem, factor]) => ({ stem, factor })),
    };
  };
  return (question) => [...new Set(stemsOf(question))].map(termOf);
}

/** Splits a compound such as `timesheet` into two known stems; returns an empty list if there is no such split. */
function partsOf(text: string, known: ReadonlyMap<string, number>): readonly string[] {
  for (let at = FEWEST_LETTERS; at <= text.length - FEWEST_LETTERS; at += 1) {
    const parts = [text.slice(0, at), text.slice(at)];
    if (parts.every((part) => known.has(part))) return parts;
  }
  return [];
}
