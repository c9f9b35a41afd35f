import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

import { compare } from '../base/compare.js';
import { importSources, root } from '../import-sources.js';

const INDEX = 'src/graph/operations/graph-operations.json.br';
const FILE = 'src/graph/operations/search-phrases.json.br';

/**
 * Product names that stay in a phrase. All other capitalised words within a phrase are treated as names of people, and
 * so is a word with 's at the beginning.
 */
const products = new Set(
  'Outlook Teams OneDrive SharePoint Planner OneNote Excel Word PowerPoint Graph Microsoft Office Intune Entra To Do PDF API'.split(
    ' ',
  ),
);

/**
 * The stems of all phrases and of all Graph path segments. `src/graph/operations/search/search-file.ts` reads
 * them.
 * @param {import('./load-tools.js').Sources} sources
 */
export async function searchPhrasesFile({ tools }) {
  const { createOperationIndex, intents, stemsOf, stemsOfName, toolPhrases } = await importSources(
    [
      `export { createOperationIndex } from './src/graph/operations/operation-index.ts';`,
      `export { intents } from './src/graph/operations/intents/intents.ts';`,
      `export { stemsOf, stemsOfName } from './src/graph/operations/search/stems.ts';`,
      `export { toolPhrases } from './src/tools/phrases/tool-phrases.ts';`,
    ].join('\n'),
  );
  const index = createOperationIndex(() =>
    JSON.parse(brotliDecompressSync(readFileSync(join(root, INDEX))).toString('utf8')),
  )();
  const phrases = toolPhrases();
  const unknown = [...phrases.keys()].filter((name) => tools.every((tool) => tool.name !== name));
  if (unknown.length > 0)
    throw new Error(`There are phrases for tools that do not exist: ${unknown.join(', ')}.`);
  const ofTools = tools.map(({ name, about, intents: own }) => ({
    phrases: [
      ...[...own, ...(phrases.get(name) ?? [])].map((phrase) => stemsOf(withoutNames(phrase))),
      stemsOf(name.replaceAll('_', ' ')),
    ],
    words: stemsOf(about),
  }));
  const found = intents().map(({ method, path, phrases: own }) => ({
    number: index.numberOf(method, path),
    phrases: own.map((phrase) => stemsOf(phrase)),
    words: path
      .split('/')
      .filter((/** @type {string} */ segment) => !segment.startsWith('{'))
      .flatMap((/** @type {string} */ name) => stemsOfName(name)),
  }));
  const ofOperations = found
    .filter(({ number }) => number !== undefined)
    .toSorted((a, b) => a.number - b.number);
  const ofSegments = index.paths.segments.map((/** @type {string} */ segment) =>
    stemsOfSegment(segment, stemsOfName),
  );
  const described = [...ofTools, ...ofOperations];
  const phraseStems = described.flatMap(({ phrases: own }) => own);
  const words = described.map(({ phrases: own, words: named }) => strengthsOf(own, named));
  const stems = [...new Set([...words.flatMap((own) => [...own.keys()]), ...ofSegments.flat()])].sort(
    compare,
  );
  const text = JSON.stringify({
    format: 1,
    operations: index.size,
    stems: stems.join(' '),
    tools: tools.map(({ name }) => name).join(' '),
    operationsWithPhrases: ofOperations.map(({ number }) => number),
    phraseCounts: described.map(({ phrases: own }) => own.length),
    inPhrases: columnsOf(stems, phraseStems),
    inDescriptions: {
      ...columnsOf(
        stems,
        words.map((own) => [...own.keys()]),
      ),
      strengths: stems.flatMap((stem) => words.flatMap((own) => own.get(stem) ?? [])),
    },
    inSegments: columnsOf(stems, ofSegments),
  });
  return /** @type {const} */ ([[FILE, text]]);
}

/** The minimum weight, in percent, of a word in a description's text or names. */
const NAMED = 75;
/**
 * The weight, in percent, of a word that occurs in only one phrase; and the number of phrases at which the weight
 * reaches 100.
 */
const IN_ONE_PHRASE = 45;
const IN_MANY_PHRASES = 8;

/**
 * Returns how well each word describes a tool or an operation, in percent.
 * @param {readonly (readonly string[])[]} phrases @param {readonly string[]} named
 */
function strengthsOf(phrases, named) {
  /** @type {Map<string, number>} */
  const uses = new Map();
  for (const phrase of phrases) for (const stem of new Set(phrase)) uses.set(stem, (uses.get(stem) ?? 0) + 1);
  const strengths = new Map([...uses].map(([stem, times]) => [stem, strengthIn(times)]));
  for (const stem of named) strengths.set(stem, Math.max(strengths.get(stem) ?? 0, NAMED));
  return strengths;
}

/**
 * Returns the weight of a word, which grows with the logarithm of the number of phrases that contain the word.
 * @param {number} phrases
 */
function strengthIn(phrases) {
  const share = Math.log(phrases) / Math.log(IN_MANY_PHRASES);
  return Math.min(100, Math.round(IN_ONE_PHRASE + (100 - IN_ONE_PHRASE) * share));
}

/**
 * Returns, for each stem, the number of entries that contain the stem, followed by those entries.
 * @param {readonly string[]} stems @param {readonly (readonly string[])[]} entries
 */
function columnsOf(stems, entries) {
  const places = new Map(stems.map((stem) => [stem, /** @type {number[]} */ ([])]));
  for (const [entry, own] of entries.entries())
    for (const stem of new Set(own)) places.get(stem)?.push(entry);
  const lists = [...places.values()];
  return { counts: lists.map((list) => list.length), entries: lists.flat() };
}

/** @param {string} segment @param {(name: string) => readonly string[]} stemsOfName */
function stemsOfSegment(segment, stemsOfName) {
  if (segment.startsWith('{')) return [];
  return stemsOfName(segment.replace(/^microsoft\.graph\./, '').replace(/\(.*$/, ''));
}

/** @param {string} phrase */
function withoutNames(phrase) {
  return phrase.replaceAll(/(?<=\s)[A-Z][a-z]+\b|^[A-Z][a-z]+(?='s\b)/g, (word) =>
    products.has(word) ? word : '',
  );
}
