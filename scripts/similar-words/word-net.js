/**
 * WordNet's relations: the symbol for each kind of pointer, and the similarity of the words that it connects. `+`
 * derivations, `&` similar adjectives, `@` more general and `~` more specific words, `$` verb groups, `^` see also, `\`
 * pertaining to.
 */
const relations = new Map([
  ['+', 0.9],
  ['&', 0.7],
  ['\\', 0.7],
  ['$', 0.6],
  ['@', 0.55],
  ['@i', 0.55],
  ['^', 0.5],
  ['~', 0.45],
]);
const ANTONYM = '!';
const MOST_SENSES = 5;
/**
 * How fast similarity decreases with each further sense of a word. Later senses are rarer, so the similarity is divided
 * by 1 + FURTHER_SENSE × the sense's index.
 */
const FURTHER_SENSE = 0.35;

const parts = [
  ['n', 'noun'],
  ['v', 'verb'],
  ['a', 'adj'],
  ['r', 'adv'],
];

/** @typedef {{ words: string[], pointers: { symbol: string, set: string, word: number }[] }} SynonymSet */
/** @typedef {{ similar: Map<string, number>, opposite: Set<string> }} Relatives */

/**
 * Reads WordNet. Returns a function that finds the words related to a word, and how similar each is, between 0 and 1.
 * @param {ReadonlyMap<string, Buffer>} files @returns {{ relativesOf: (word: string) => Relatives, baseFormsOf: (word: string) => string[] }}
 */
export function openWordNet(files) {
  const sets = new Map(parts.flatMap(([part, name]) => setsIn(part, linesOf(files, `data.${name}`))));
  /** @type {Map<string, string[][]>} */
  const senses = new Map();
  for (const [part, name] of parts)
    for (const line of linesOf(files, `index.${name}`)) {
      const fields = line.trim().split(' ');
      const found = fields.slice(6 + Number(fields[3])).map((place) => part + place);
      senses.set(fields[0], [...(senses.get(fields[0]) ?? []), found]);
    }
  const baseFormsOf = (/** @type {string} */ word) => baseForms(word, (form) => senses.has(form));
  return { baseFormsOf, relativesOf: (word) => relativesOf(baseFormsOf(word), senses, sets) };
}

/**
 * @param {readonly string[]} forms @param {ReadonlyMap<string, string[][]>} senses @param {ReadonlyMap<string, SynonymSet>} sets
 */
function relativesOf(forms, senses, sets) {
  /** @type {Relatives} */
  const found = { similar: new Map(), opposite: new Set() };
  const add = (/** @type {string} */ word, /** @type {number} */ likeness) => {
    if ((found.similar.get(word) ?? 0) < likeness) found.similar.set(word, likeness);
  };
  for (const senseList of forms.flatMap((form) => senses.get(form) ?? []))
    for (const [sense, place] of senseList.slice(0, MOST_SENSES).entries()) {
      const likeness = 1 / (1 + FURTHER_SENSE * sense);
      const { words = [], pointers = [] } = sets.get(place) ?? {};
      for (const word of words) add(word, likeness);
      for (const { symbol, related } of pointers.map((pointer) => targetOf(pointer, sets))) {
        if (symbol === ANTONYM) for (const one of related) found.opposite.add(one);
        else for (const one of related) add(one, likeness * (relations.get(symbol) ?? 0));
      }
    }
  return found;
}

/**
 * Returns the words that a pointer refers to: all words in a set, or one of them.
 * @param {SynonymSet['pointers'][number]} pointer @param {ReadonlyMap<string, SynonymSet>} sets
 */
function targetOf({ symbol, set, word }, sets) {
  const words = sets.get(set)?.words ?? [];
  return { symbol, related: word > 0 ? words.slice(word - 1, word) : words };
}

/** @param {string} part @param {readonly string[]} lines @returns {[string, SynonymSet][]} */
function setsIn(part, lines) {
  return lines.map((line) => {
    const fields = line.split(' | ')[0].split(' ');
    const count = Number.parseInt(fields[3], 16);
    const words = Array.from({ length: count }, (_, place) =>
      fields[4 + 2 * place].toLowerCase().replace(/\(.*\)/, ''),
    );
    const first = 5 + 2 * count;
    const pointers = Array.from({ length: Number(fields[first - 1]) }, (_, place) => {
      const [symbol, offset, kind, places] = fields.slice(first + 4 * place, first + 4 * place + 4);
      return { symbol, set: kind.replace('s', 'a') + offset, word: Number.parseInt(places.slice(2), 16) };
    });
    return [part + fields[0], { words, pointers }];
  });
}

/** Returns the lines of a file without the licence. @param {ReadonlyMap<string, Buffer>} files @param {string} name */
function linesOf(files, name) {
  const file = files.get(`package/dict/${name}`);
  if (file === undefined) throw new Error(`The package contains no ${name}.`);
  return file
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(' '));
}

const endings = [
  ['ies', 'y'],
  ['ied', 'y'],
  ['es', 'e'],
  ['es', ''],
  ['s', ''],
  ['ed', 'e'],
  ['ed', ''],
  ['ing', 'e'],
  ['ing', ''],
];

/**
 * Returns the word itself and its base forms, such as the singular or infinitive, that WordNet contains.
 * @param {string} word @param {(form: string) => boolean} isKnown
 */
function baseForms(word, isKnown) {
  const forms = endings
    .filter(([ending]) => word.endsWith(ending) && word.length - ending.length >= 3)
    .map(([ending, replacement]) => word.slice(0, -ending.length) + replacement)
    .flatMap((form) => [form, form.replace(/(.)\1$/, '$1')])
    .filter(isKnown);
  return [...new Set([...(isKnown(word) ? [word] : []), ...forms.slice(0, 1)])];
}
