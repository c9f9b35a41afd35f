import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

import { loadTools } from '../generate/load-tools.js';
import { importSources, root } from '../import-sources.js';

const INDEX = 'src/graph/operations/graph-operations.json.br';

/**
 * Returns the words in all phrases, in the tools' descriptions and in the segments of Graph's paths, each with its
 * stem.
 * @returns {Promise<{ stems: ReadonlyMap<string, string>, stemOf: (word: string) => string | undefined }>}
 */
export async function readVocabulary() {
  const { intents, stemsOf, toolPhrases } = await importSources(
    [
      `export { intents } from './src/graph/operations/intents/intents.ts';`,
      `export { stemsOf } from './src/graph/operations/search/stems.ts';`,
      `export { toolPhrases } from './src/tools/phrases/tool-phrases.ts';`,
    ].join('\n'),
  );
  /** @type {(word: string) => string | undefined} */
  const stemOf = (word) => {
    const stems = stemsOf(word);
    return stems.length === 1 ? stems[0] : undefined;
  };
  const { tools } = await loadTools();
  const { segments } = JSON.parse(brotliDecompressSync(readFileSync(join(root, INDEX))).toString('utf8'));
  const names = segments
    .filter((/** @type {string} */ segment) => !segment.startsWith('{'))
    .flatMap((/** @type {string} */ segment) =>
      segment.replace(/\(.*$/, '').match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g),
    );
  const texts = [
    ...names,
    ...intents().flatMap(({ phrases }) => phrases),
    ...[...toolPhrases().values()].flat(),
    ...tools.flatMap(({ name, about, intents: own }) => [name.replaceAll('_', ' '), about, ...own]),
  ];
  const words = new Set(
    texts.flatMap(
      (text) =>
        withoutNames(text ?? '')
          .toLowerCase()
          .match(/[a-z]+/g) ?? [],
    ),
  );
  const stems = new Map(
    [...words].flatMap((word) => {
      const stem = stemOf(word);
      return stem === undefined ? [] : [[word, stem]];
    }),
  );
  return { stems, stemOf };
}

/** Removes capitalised words that follow a space, because most of them are names. @param {string} text */
function withoutNames(text) {
  return text.replaceAll(/(?<=\s)[A-Z][a-z]+\b/g, '');
}
