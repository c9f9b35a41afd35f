import { isRecord } from '../base/is-record.ts';
import { collections } from './graph-words.ts';

/** Types that a path can cast an entity to, as in `/directoryObjects/{id}/microsoft.graph.user`. */
const casts = new Set([
  'administrativeunit',
  'application',
  'device',
  'directoryrole',
  'eventmessage',
  'group',
  'itemattachment',
  'message',
  'orgcontact',
  'room',
  'roomlist',
  'serviceprincipal',
  'user',
]);

/** The prefix of the type in a cast. */
export const CAST = 'microsoft.graph.';

/**
 * One step of a Graph path: its word, both unchanged and in lower case, and the content of the parentheses after the
 * word, if there are any.
 */
export type Step = { readonly text: string; readonly word: string; readonly key?: string };

/**
 * Returns the steps of a valid Graph path. Casts are left out unless `casts` is set, and the path of a file or
 * folder is replaced by the id `{path}`. Graph paths are case-insensitive.
 */
export function stepsOf(path: string, { casts: keepsCasts = false } = {}): readonly Step[] {
  const steps: Step[] = [];
  let isFilePath = false;
  for (const segment of path.slice(1).split('/')) {
    const decoded = decodeURIComponent(segment);
    if (isFilePath) {
      isFilePath = !decoded.endsWith(':');
      continue;
    }
    isFilePath = decoded.endsWith(':');
    const step = stepOf(isFilePath ? decoded.slice(0, -1) : decoded, keepsCasts);
    if (step !== undefined) steps.push(step);
    if (isFilePath) steps.push({ text: '{path}', word: '{path}' });
  }
  return steps;
}

/**
 * Matches the arguments of a function, such as `path='x'`. Does not match a key: `=` in a key without a name is within
 * quotes, as in `'x='`, and the name of a key can only be `id`, as in `id='x'`.
 */
const functionArguments = /^\s*(?!id\s*=)\w+\s*=/i;

/**
 * Returns the steps of a path in their usual form: a key in parentheses, as in `users('x')` or `users(id='x')`, becomes
 * a step of its own, and a site that is addressed by host and path becomes one id.
 */
export function usualSteps(steps: readonly Step[]): readonly Step[] {
  const separate = steps.flatMap((step) => {
    const { text, word, key = '' } = step;
    return key === '' || functionArguments.test(key)
      ? [step]
      : [
          { text, word },
          { text: '{id}', word: '{id}' },
        ];
  });
  const [first, , third] = separate;
  return first?.word === 'sites' && third?.text === '{path}' ? separate.toSpliced(2, 1) : separate;
}

/** Replaces named keys, as in `users(userPrincipalName='x')`, with plain keys. Functions keep their arguments. */
export function withPlainKeys(steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => (step.key && collections.has(step.word) ? { ...step, key: '{id}' } : step));
}

/** Parses a segment. Returns undefined for a cast, unless casts are kept. */
function stepOf(segment: string, keepsCasts: boolean): Step | undefined {
  const parenthesis = segment.indexOf('(');
  const qualified = parenthesis < 0 ? segment : segment.slice(0, parenthesis);
  const text = qualified.replace(/^(?:microsoft\.)?graph\./i, '');
  const word = text.toLowerCase();
  if (text !== qualified && casts.has(word))
    return keepsCasts ? { text: qualified, word: `${CAST}${word}` } : undefined;
  if (parenthesis < 0) return { text, word };
  return { text, word, key: segment.slice(parenthesis + 1).replace(/\)$/, '') };
}

/** The word in `$expand` that expands every relation. */
export const EVERY = '*';

/**
 * Returns the words in `$expand`, in lower case. Each can be a relation that adds another resource to the response.
 * Leaves out ordinary properties that are selected from expanded objects, such as `city` in `manager($select=city)`.
 */
export function expandedWords(query: Query = {}): readonly string[] {
  const values = valuesOf(query, /^\$?expand$/i);
  return values.flatMap((value) => wordsIn(value.replaceAll(nestedSelect, (all) => settingsIn(all).join())));
}

/** Ends at the next `$`, so that a query with many `$select=` takes linear time. */
const nestedSelect = /\$select=[^$;()]*(?=[;)])/gi;

/**
 * Properties of users that have a path and an area of their own, in lower case. Graph returns them with a user only if
 * they are selected.
 */
const propertiesWithPaths: ReadonlySet<string> = new Set(['mailboxsettings']);

/** Returns the words in `$select` that add another resource to the response, in lower case. */
export function selectedWords(query: Query = {}): readonly string[] {
  return valuesOf(query, /^\$?select$/i).flatMap(settingsIn);
}

function settingsIn(text: string): readonly string[] {
  return wordsIn(text).filter((word) => propertiesWithPaths.has(word));
}

/** Returns the properties in a body that change another resource, in lower case. */
export function writtenWords(body: unknown): readonly string[] {
  const names = isRecord(body) ? Object.keys(body) : [];
  return names.map((name) => name.toLowerCase()).filter((word) => propertiesWithPaths.has(word));
}

/** Returns the entity types that a search names, in lower case, with `undefined` in place of each missing list. */
export function searchedTypes(path: string, body: unknown): readonly string[] {
  if (!/^\/search\//i.test(path)) return [];
  const types = elementsOf(body, 'requests').flatMap((request) => elementsOf(request, 'entitytypes'));
  return types.map((type) => String(type).toLowerCase());
}

/**
 * Returns the elements of every list with this name. Ignores case, because some Graph services also accept
 * `EntityTypes`.
 */
function elementsOf(value: unknown, name: string): readonly unknown[] {
  const entries = isRecord(value) ? Object.entries(value) : [];
  const lists = entries.filter(([key]) => key.toLowerCase() === name).map(([, list]) => list);
  return (lists.length === 0 ? [undefined] : lists).flatMap((list) =>
    Array.isArray(list) ? list : [undefined],
  );
}

type Query = Readonly<Record<string, string>>;

function valuesOf(query: Query, option: RegExp): readonly string[] {
  const given = Object.entries(query).filter(([name]) => option.test(name.trim()));
  return given.map(([, value]) => value);
}

function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z][a-z0-9]*|\*/g) ?? [];
}
