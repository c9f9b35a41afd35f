import { describe, expect, it } from 'vitest';

import { openSimilarWords, readSimilarWords } from '../../../../src/graph/operations/search/similar-words.ts';

const words = openSimilarWords({
  format: 1,
  words: 'boss laptop vacation',
  similar: 'comput holiday manager',
  counts: [1, 1, 2],
  places: [2, 0, 1, 2],
  percents: [30, 40, 90, 25],
});

describe('similar words', () => {
  it('have a factor of at most 0.3', () => {
    expect(words.to('laptop')).toEqual([{ stem: 'comput', factor: 0.3 }]);
    expect(words.to('vacation')).toEqual([
      { stem: 'holiday', factor: 0.3 },
      { stem: 'manager', factor: 0.25 },
    ]);
  });

  it.each(['', 'a', 'mouse', 'zebra'])('are not found for the unknown word %j', (word) => {
    expect(words.to(word)).toEqual([]);
  });

  it('in the committed file include words with the same meaning but no opposites', () => {
    const similar = readSimilarWords();
    const stemsOf = (word: string) => similar.to(word).map(({ stem }) => stem);
    expect(stemsOf('pupil')).toContain('student');
    expect(stemsOf('accept')).not.toContain('reject');
  });
});
