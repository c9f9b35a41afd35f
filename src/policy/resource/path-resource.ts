import { isRecord } from '../../base/is-record.ts';
import type { JudgedRequest } from '../facts.ts';
import { areaOfSteps } from '../path-area.ts';
import { EVERY, expandedWords, selectedWords, writtenWords } from '../path-segments.ts';
import { ID, usualRequest, wordsOf, type WordedRequest } from './usual-request.ts';

/**
 * The words that identify a resource, such as `drive item content`. Every path to the same resource results in the same
 * words.
 */
type Resource = readonly string[];

/** A tool and the main request that its record declares, such as `GET /me/messages/{id}`. */
export type ToolOperation = { readonly name: string; readonly area: string; readonly operation?: string };

/**
 * Returns the tools whose main request has the same method as the given request and asks for the same resource or for a
 * resource that contains it.
 */
export type ToolsOfRequest = (request: JudgedRequest) => readonly ToolOperation[];

/** Builds the index on the first request that needs it. Most servers never need the index. */
export function indexOperations(tools: readonly ToolOperation[]): ToolsOfRequest {
  let index: readonly IndexedOperation[] | undefined;
  return ({ method, path, query, body }) => {
    const known = (index ??= tools.flatMap(indexed));
    const words = wordsOf(path);
    const relations = [...expandedWords(query), ...selectedWords(query), ...writtenWords(body)];
    const added = [...relations, ...boundIn(body)].flatMap((word) => [[word], [ID, word]]);
    const requested = [[], ...added].map((more) => targetOf({ method, words: [...words, ...more] }));
    return known
      .filter(({ target }) => requested.some((one) => isWithin(one, target)))
      .map(({ tool }) => tool);
  };
}

/** What a request does, in the same form for every path to the same resource. */
type Target = { readonly method: string; readonly resource: Resource };

function targetOf(request: WordedRequest): Target {
  const { method, words } = usualRequest(request);
  return { method, resource: resourceOf(words) };
}

type IndexedOperation = { readonly tool: ToolOperation; readonly target: Target };

function indexed(tool: ToolOperation): readonly IndexedOperation[] {
  const [verb = '', path] = (tool.operation ?? '').split(' ');
  if (path?.startsWith('/') !== true) return [];
  const { method, resource } = targetOf({ method: verb, words: wordsOf(path) });
  return [{ tool, target: { method, resource: withoutId(resource) } }];
}

/** Returns the property of a body that adds members, in lower case. */
function boundIn(body: unknown): readonly string[] {
  const names = isRecord(body) ? Object.keys(body) : [];
  return names.map((name) => name.toLowerCase()).filter((name) => name === 'members@odata.bind');
}

/**
 * Returns whether a tool's request covers another request: the method is the same, and the tool's resource is the other
 * resource or contains it. Everything below a resource is part of that resource, except below `/me`.
 */
function isWithin(requested: Target, { method, resource }: Target): boolean {
  const words = requested.resource;
  if (requested.method !== method) return false;
  if (resource.length === 1 && resource[0] === 'me' && words.length > 1) return false;
  return resource.every((word, index) => word === ID || words[index] === word || words[index] === EVERY);
}

function withoutId(resource: Resource): Resource {
  return resource.at(-1) === ID ? resource.slice(0, -1) : resource;
}

/**
 * For each area and for Planner, the collections that several paths lead to, each with all its names. If a path
 * contains several collections, the first in this list decides.
 */
const collections: Readonly<Record<string, readonly (readonly string[])[]>> = {
  mail: [['messagerules'], ['messages'], ['mailfolders']],
  calendar: [['events', 'calendarview', 'reminderview'], ['getschedule'], ['calendars'], ['onlinemeetings']],
  contacts: [['contacts']],
  planner: [['tasks'], ['buckets'], ['plans']],
  onenote: [['pages'], ['sections'], ['sectiongroups'], ['notebooks']],
  teams: [
    ['channels', 'allchannels', 'incomingchannels'],
    ['chats'],
    ['presences'],
    ['teams', 'joinedteams'],
  ],
  sharepoint: [['items'], ['lists'], ['pages'], ['sites', 'followedsites']],
};

/**
 * Maps path segments to the segments that other paths to the same resource use:
 * - an alias for an item in a collection,
 * - a relation that includes the relation that a tool reads,
 * - an action with the same effect as the action that a tool uses.
 */
const synonyms: ReadonlyMap<string, Resource> = new Map([
  ['calendar', ['calendars', ID]],
  ['event', ['events', ID]],
  ['presence', ['presences', ID]],
  ['primarychannel', ['channels', ID]],
  ['team', ['teams', ID]],
  ['list', ['lists', ID]],
  ['listitem', ['items', ID]],
  ['photos', ['photo']],
  ['transitivemembers', ['members']],
  ['transitivememberof', ['memberof']],
  ['transitivereports', ['directreports']],
  ['reply', ['createreply']],
  ['replyall', ['createreply']],
  ['createreplyall', ['createreply']],
  ['forward', ['createforward']],
  ['decline', ['accept']],
  ['tentativelyaccept', ['accept']],
]);

/** Returns the resource at a path, given by its words in their usual form. */
function resourceOf(steps: readonly string[]): Resource {
  const area = areaOfSteps(steps.map((word) => ({ word })));
  if (area === 'files' || area === 'excel') return driveResource(steps);
  const known = collections[steps.includes('planner') ? 'planner' : area];
  const words = steps.flatMap((word) => synonyms.get(word) ?? word);
  for (const names of known ?? []) {
    const at = words.findLastIndex((word) => names.includes(word));
    if (at >= 0) return [`${area} ${names[0]}`, ...withIds(words.slice(at + 1))];
  }
  return personal(words);
}

/** Puts an id in place of every second step, beginning with the first. */
function withIds(steps: Resource): Resource {
  return steps.map((step, index) => (index % 2 ? step : ID));
}

/** Puts `me` in place of `users/{id}`. */
function personal(words: Resource): Resource {
  return words[0] === 'users' && words.length > 1 ? ['me', ...words.slice(2)] : words;
}

/** Words that are followed by an item's id. Without an id, such a word refers to a list of items. */
const itemsById = ['items', 'special', 'following', 'children'];
const lists = ['recent', 'sharedwithme', 'search', 'delta'];
const addresses = new Set([...itemsById, ...lists, 'root', 'driveitem', '{path}']);

/**
 * Returns `drive item`, no matter how the item is addressed, followed by the requested part of the item. Without an
 * item, returns `drive itself`, which contains no items.
 */
function driveResource(steps: Resource): Resource {
  // Only words before `workbook` count, because a table in the workbook can have one of these words as its name.
  const end = steps.includes('workbook') ? steps.indexOf('workbook') : steps.length;
  const at = steps.slice(0, end).findLastIndex((step) => addresses.has(step));
  if (at < 0) return ['drive itself'];
  const word = steps[at] ?? '';
  const below = steps.slice(at + 1);
  const isById = itemsById.includes(word);
  if (lists.includes(word) || (isById && below.length === 0)) return ['drive', 'item', 'children', ...below];
  return ['drive', 'item', ...(isById ? below.slice(1) : below)];
}
