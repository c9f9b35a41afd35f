import { entityTypes, ofOwners, ownMeanings, type PathArea, people, roots, ways } from './area-words.ts';
import type { JudgedRequest } from './facts.ts';
import { collections, ownWords } from './graph-words.ts';
import {
  EVERY,
  expandedWords,
  searchedTypes,
  selectedWords,
  stepsOf,
  type Step,
  writtenWords,
} from './path-segments.ts';

/** The area of a resource that no rule covers. Such a resource can be accessed only if every area is allowed. */
export const UNKNOWN = 'unknown';

/** Words defined by Graph, in lower case. None of these words is an id or a name chosen by a user. */
export const knownWords: ReadonlySet<string> = new Set([
  ...roots.keys(),
  ...Object.values(ways).flatMap((words) => [...words.keys()]),
  ...collections,
  ...ownWords,
]);

type Wording = Pick<Step, 'word' | 'key'>;

/** Returns the area of a Graph path, or `unknown`. Never throws for a valid path. */
export function areaOfPath(path: string): PathArea | typeof UNKNOWN {
  return areaOfSteps(stepsOf(path));
}

export function areaOfSteps([root, ...rest]: readonly Wording[]): PathArea | typeof UNKNOWN {
  const start = root && roots.get(root.word);
  if (root === undefined || start === undefined) return UNKNOWN;
  let area: PathArea = start;
  let isId = takesId(root);
  for (const step of rest) {
    if (area === 'directory' && !isId && ownMeanings.has(step.word)) return area;
    const next: PathArea | undefined = isId ? undefined : ways[area].get(step.word);
    if (!isId && next === undefined && leadsNowhere(area, step)) return UNKNOWN;
    isId = !isId && takesId(step);
    area = next ?? area;
  }
  return area;
}

/** Returns whether a word in an area of people or groups is neither a known relation nor a known property. */
function leadsNowhere(area: PathArea, { word }: Wording): boolean {
  return ways[area] === ofOwners && !ownWords.has(word);
}

/** Returns whether the step after this one is an id. */
export function takesId({ word, key }: Wording): boolean {
  return key === undefined && collections.has(word);
}

/**
 * Returns every area whose data a request can change or its response can contain: the area of its path, and the areas
 * of expanded relations, of selected or changed settings and of searched entity types.
 */
export function areasOfRequest({
  path,
  query,
  body,
}: Omit<JudgedRequest, 'method'>): ReadonlySet<PathArea | typeof UNKNOWN> {
  const area = areaOfPath(path);
  const areas = new Set<PathArea | typeof UNKNOWN>([area]);
  const relations = ways[area === UNKNOWN ? 'users' : area];
  for (const word of [...expandedWords(query), ...selectedWords(query), ...writtenWords(body)]) {
    if (word === EVERY) for (const reached of relations.values()) areas.add(reached);
    const found = relations.get(word) ?? ofOwners.get(word) ?? people.get(word);
    if (found !== undefined && !staysIn(area, word)) areas.add(found);
    else if ((area === 'users' || area === 'groups') && !isPlainWord(word)) areas.add(UNKNOWN);
  }
  for (const type of searchedTypes(path, body)) areas.add(entityTypes.get(type) ?? UNKNOWN);
  return areas;
}

/** Returns whether a word in `$expand` is a property of people and groups, or an OData option. */
function isPlainWord(word: string): boolean {
  return ownWords.has(word) || ['select', 'top', 'expand', 'levels', 'max', 'count'].includes(word);
}

/**
 * Returns whether an expanded word stays in the area: the messages and members of chats and channels belong to `teams`.
 */
function staysIn(area: PathArea | typeof UNKNOWN, word: string): boolean {
  return area === 'teams' && (word === 'messages' || word === 'members');
}
