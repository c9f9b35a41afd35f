import { describe, expect, it } from 'vitest';

import { areas } from '../../../src/tools/areas.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { isListed, isUnfinished } from './expected-tools.ts';
import { QUESTIONS, type Question } from './questions.ts';

/** Number of best matches that a client shows its model. */
const SHOWN = 5;
const LEAST_FOUND = 0.9;

type Found = { readonly area: string; readonly question: Question; readonly rank: number };

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/**
 * Returns a function that ranks documents with plain BM25 (k1 = 1.2, b = 0.75), without stemming or stop words. Some
 * clients search for tools in this way.
 */
function rankBy(documents: ReadonlyMap<string, string>): (query: string) => readonly string[] {
  const texts = [...documents].map(([name, text]) => ({ name, words: wordsOf(text) }));
  const average = texts.reduce((sum, { words }) => sum + words.length, 0) / texts.length;
  const rarity = (word: string): number => {
    const holders = texts.filter(({ words }) => words.includes(word)).length;
    return Math.log(1 + (texts.length - holders + 0.5) / (holders + 0.5));
  };
  return (query) => {
    const wanted = [...new Set(wordsOf(query))].map((word) => ({ word, weight: rarity(word) }));
    const scoreOf = (words: readonly string[]): number =>
      wanted.reduce((sum, { word, weight }) => {
        const count = words.filter((one) => one === word).length;
        return sum + (weight * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * words.length) / average));
      }, 0);
    return texts
      .map(({ name, words }) => ({ name, score: scoreOf(words) }))
      .sort((a, b) => b.score - a.score)
      .map(({ name }) => name);
  };
}

const questions = Object.entries(QUESTIONS).flatMap(([area, asked]) =>
  asked.map((question) => ({ area, question })),
);
const rank = rankBy(new Map(catalogue.map(({ name, about }) => [name, `${name} ${about}`])));

const asked = questions.filter(({ question }) => question.tools.some(isListed));
const found: readonly Found[] = asked.map(({ area, question }) => {
  const names = rank(question.ask);
  return {
    area,
    question,
    rank: Math.min(...question.tools.filter(isListed).map((name) => names.indexOf(name))),
  };
});

describe('a client that searches tool names and descriptions with plain BM25', () => {
  it(`finds the right tool among the first ${SHOWN} results for at least ${LEAST_FOUND * 100} % of the questions`, () => {
    const missed = found.filter((one) => one.rank >= SHOWN);
    const skipped = Object.entries(QUESTIONS)
      .map(([area, all]) => ({ area, count: all.filter(({ tools }) => !tools.some(isListed)).length }))
      .filter(({ count }) => count > 0)
      .map(({ area, count }) => `${area} ${count}`);
    const report = [
      `${found.length - missed.length} of ${found.length} questions found their tool`,
      `skipped, because the tool does not exist yet: ${skipped.join(', ') || 'none'}`,
      ...missed.map(
        ({ area, question, rank: at }) =>
          `${area}: "${question.ask}" is ${question.tools[0]}, rank ${at + 1}`,
      ),
    ];
    process.stdout.write(`${report.join('\n')}\n`);
    expect(found.length - missed.length, report.join('\n')).toBeGreaterThanOrEqual(
      LEAST_FOUND * found.length,
    );
  });
});

describe('the questions for the search', () => {
  it('are 100 distinct questions that cover every area of Microsoft 365', () => {
    expect(questions).toHaveLength(100);
    // The tools for linked accounts are listed only if a provider is enabled.
    expect(Object.keys(QUESTIONS).toSorted()).toEqual(areas.filter((area) => area !== 'spotify').toSorted());
    expect(new Set(questions.map(({ question }) => question.ask)).size).toBe(100);
  });

  it('name only existing tools, except in areas in which fewer than half of the tools exist', () => {
    const unknown = Object.entries(QUESTIONS).flatMap(([area, all]) => {
      const missing = all.filter(({ tools }) => !tools.some(isListed));
      return isUnfinished(area) ? [] : missing.map(({ tools }) => `${area}: ${tools.join(', ')}`);
    });
    expect(unknown).toEqual([]);
  });
});
