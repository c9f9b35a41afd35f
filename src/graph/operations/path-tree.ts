import { CAST, stepsOf, usualSteps, withPlainKeys, type Step } from '../../policy/path-segments.ts';
import type { PathTable } from './path-table.ts';

export type PathTree = {
  /** Returns the number of the operation with this method (an index into `METHODS`) for a concrete path. */
  find(method: number, path: string): number | undefined;
};

/** The number of the word that stands for every placeholder, regardless of the placeholder's name. */
const ID = 0;

/** Builds a tree of all paths, to find the operation for a concrete path. */
export function createPathTree(table: PathTable): PathTree {
  const words = new Map<string, number>([['', ID]]);
  const wordsOf = table.segments.map((segment) => wordNumbers(segment, words));
  const stride = words.size;
  /** `next` maps each pair of a node and a word to the next node. `ends` lists the paths that end at each node. */
  const next = new Map<number, number>();
  const ends: (number[] | undefined)[] = [];
  let nodes = 1;
  for (let path = 0; path + 1 < table.begins.length; path += 1) {
    let node = 0;
    for (let at = table.begins[path] ?? 0; at < (table.begins[path + 1] ?? 0); at += 1) {
      const [word = ID, short] = wordsOf[table.places[at] ?? 0] ?? [];
      const key = node * stride + word;
      const known = next.get(key) ?? nodes;
      if (known === nodes) {
        next.set(key, known);
        nodes += 1;
      }
      if (short !== undefined && !next.has(node * stride + short)) next.set(node * stride + short, known);
      node = known;
    }
    const others = ends[node];
    if (others === undefined) ends[node] = [path];
    else others.push(path);
  }
  const operationAt = (node: number, method: number): number | undefined => {
    for (const path of ends[node] ?? [])
      for (let one = table.operations[path] ?? 0; one < (table.operations[path + 1] ?? 0); one += 1)
        if (table.methodOf[one] === method) return one;
    return undefined;
  };
  /** Tries words before placeholders, and backtracks if a word leads to no operation. */
  const walk = (node: number, steps: readonly Step[], at: number, method: number): number | undefined => {
    const step = steps[at];
    if (step === undefined) return operationAt(node, method);
    const word = words.get(wordOf(step));
    const after = word === undefined ? undefined : next.get(node * stride + word);
    const found = after === undefined ? undefined : walk(after, steps, at + 1, method);
    if (found !== undefined || step.key !== undefined) return found;
    // If the index does not contain the type cast, skip the cast: a cast only limits the result of the operation to one
    // type.
    if (step.word.startsWith(CAST)) return walk(node, steps, at + 1, method);
    const id = next.get(node * stride + ID);
    return id === undefined ? undefined : walk(id, steps, at + 1, method);
  };
  return {
    find: (method, path) => {
      const given = stepsOf(path, { casts: true });
      // Also look up the path with plain keys, because the index contains few paths with named keys, such as
      // `/applications(appId='{appId}')`.
      for (const steps of [given, withPlainKeys(given)])
        for (const spelling of spellingsOf(usualSteps(steps))) {
          const found = walk(0, spelling, 0, method);
          if (found !== undefined) return found;
        }
      return undefined;
    },
  };
}

/**
 * Returns the number that identifies a segment's word. If the word has a namespace, also returns the number that
 * identifies the word without its namespace, because Graph accepts both forms.
 */
function wordNumbers(segment: string, words: Map<string, number>): readonly [number, number?] {
  const numberOf = (word: string): number => {
    const known = words.get(word) ?? words.size;
    words.set(word, known);
    return known;
  };
  if (segment.startsWith('{')) return [ID];
  const [step] = stepsOf(`/${segment}`, { casts: true });
  if (step === undefined) return [ID];
  const word = wordOf(step);
  const short = word.startsWith(CAST) ? word : word.replace(/^[\w.]+\./, '');
  return short === word ? [numberOf(word)] : [numberOf(word), numberOf(short)];
}

/**
 * Returns the paths to look up, in the form that Graph's description uses. `/me` becomes `/users/{id}`. For a path to a
 * drive or a file, also returns the equivalent paths below `/drives/{id}`.
 */
function spellingsOf(given: readonly Step[]): readonly (readonly Step[])[] {
  const [first, ...rest] = given;
  const steps = first?.word === 'me' ? [word('users'), id, ...rest] : given;
  const drive = steps.findLastIndex((step) => step.word === 'drive' || step.word === 'drives');
  if (drive < 0) return [steps];
  const below = steps.slice(drive + (steps[drive]?.word === 'drive' ? 1 : 2));
  return [steps, [word('drives'), id, ...below], [word('drives'), id, ...itemOf(below)]];
}

/** Replaces a drive root, a special folder or a file path with an item id. */
function itemOf([first, ...rest]: readonly Step[]): readonly Step[] {
  if (first === undefined) return [];
  const below = rest.filter(({ text }) => text !== '{path}');
  if (first.word === 'root') return [word('items'), id, ...below];
  if (first.word === 'special') return [word('items'), id, ...below.slice(1)];
  return [first, ...below];
}

const id: Step = { text: '{id}', word: '{id}' };

function word(text: string): Step {
  return { text, word: text };
}

/** Returns the word for a step: its name and, for a function or a key, the sorted argument names. */
function wordOf({ word: name, key }: Step): string {
  if (key === undefined || key === '') return name;
  const names = [...key.matchAll(/(?:^|,)\s*(\w{1,60})=/g)].map(([, argument = '']) =>
    argument.toLowerCase(),
  );
  return `${name}(${names.toSorted().join(',')})`;
}
