import type { JudgedRequest } from './facts.ts';
import { areaOfPath } from './path-area.ts';
import {
  EVERY,
  expandedWords,
  selectedWords,
  stepsOf,
  usualSteps,
  withPlainKeys,
  writtenWords,
} from './path-segments.ts';

/**
 * The words that identify a resource, such as `drive item content`. Every path to the same resource results in the same
 * words.
 */
type Resource = readonly string[];

const ID = '{id}';

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
    const asked = usualRequest(method, path);
    const words = [...expandedWords(query), ...selectedWords(query), ...writtenWords(body)];
    const paths = words.flatMap((word) => [`${asked.path}/${word}`, `${asked.path}/${ID}/${word}`]);
    const requested = [asked.path, ...paths].map(resourceOf);
    return known
      .filter((one) => one.method === asked.method && requested.some((it) => isWithin(it, one.resource)))
      .map(({ tool }) => tool);
  };
}

type IndexedOperation = {
  readonly tool: ToolOperation;
  readonly method: string;
  readonly resource: Resource;
};

function indexed(tool: ToolOperation): readonly IndexedOperation[] {
  const [method = '', path] = (tool.operation ?? '').split(' ');
  if (path?.startsWith('/') !== true) return [];
  return [{ tool, method, resource: withoutId(resourceOf(usualRequest(method, path).path)) }];
}

type Request = { readonly method: string; readonly path: string };

/**
 * Equivalent requests: a request that matches `form` has the same effect as the request `same`, which is the one that a
 * tool makes.
 */
const sameRequests: readonly (readonly [form: RegExp, same: string])[] = [
  [/^POST (.*)\/permanentdelete$/, 'DELETE $1'],
  [/^(POST \/shares\/[^/]+)\/permission\/grant$/, '$1/driveitem/invite'],
  [/^(POST .*)\/permissions\/[^/]+\/grant$/, '$1/invite'],
  [/^(POST .*\/(?:items\/[^/]+|listitem))\/createlink$/, '$1/driveitem/createlink'],
  [/(?<=\/workbook)\/worksheets\/[^/]+(?=\/tables(?:\/|$))/, ''],
  [/^(POST .*\/workbook\/.*(?:worksheets|tables|rows))$/, '$1/add'],
  [/^(GET|PATCH) (.*\/workbook)\/.*\/(?:cell|range|usedrange)$/, '$1 $2/worksheets/{id}/range'],
  [/^PATCH (.*\/workbook)\/.*\/(?:databodyrange|rows\/[^/]+)$/, 'PATCH $1/worksheets/{id}/range'],
  [/^(POST|DELETE) \/(?:teams\/([^/]+)|groups\/([^/]+)\/team)\/members(?=\/|$)/, '$1 /groups/$2$3/members'],
];

/**
 * Returns a request in the form that a tool uses. The words of the path are in lower case, without casts and options
 * such as `$count`. Each key is a segment of its own, and `{path}` stands for the path of a file.
 */
function usualRequest(method: string, path: string): Request {
  const words = usualSteps(withPlainKeys(stepsOf(path)))
    .map(({ word }) => word)
    .filter((word) => !/^\$(?:value|count|ref)$/.test(word));
  const usual = `${method} /${words.map(encodeURIComponent).join('/')}`;
  const same = sameRequests.reduce((request, [form, other]) => request.replace(form, other), usual);
  const [verb = '', place = ''] = same.split(' ');
  return { method: verb, path: place };
}

/**
 * Returns whether a resource contains the requested resource. Everything below a resource is part of that resource,
 * except below `/me`.
 */
function isWithin(requested: Resource, resource: Resource): boolean {
  if (resource.length === 1 && resource[0] === 'me' && requested.length > 1) return false;
  return resource.every(
    (word, index) => word === ID || requested[index] === word || requested[index] === EVERY,
  );
}

function withoutId(resource: Resource): Resource {
  return resource.at(-1) === ID ? resource.slice(0, -1) : resource;
}

/**
 * The collections that can be reached by several paths, for each area and for Planner. Each entry lists all names of a
 * collection; the first name identifies the collection. If a path contains several collections, the first in this list
 * decides.
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
    ['presence', 'presences'],
    ['teams', 'joinedteams'],
  ],
  sharepoint: [['items'], ['lists'], ['pages'], ['sites', 'followedsites']],
};

/**
 * Maps words that stand for an item of a collection to the collection and an id. Maps actions to the action that the
 * record of the corresponding tool declares.
 */
const synonyms: ReadonlyMap<string, Resource> = new Map([
  ['primarychannel', ['channels', ID]],
  ['team', ['teams', ID]],
  ['list', ['lists', ID]],
  ['listitem', ['items', ID]],
  ['reply', ['createreply']],
  ['replyall', ['createreply']],
  ['createreplyall', ['createreply']],
  ['forward', ['createforward']],
  ['decline', ['accept']],
  ['tentativelyaccept', ['accept']],
]);

/** Returns the resource at a path. The path must have the form that `usualRequest` returns. */
function resourceOf(path: string): Resource {
  const steps = stepsOf(path).map(({ word }) => word);
  const area = areaOfPath(path);
  if (area === 'files' || area === 'excel') return driveResource(steps);
  const known = collections[steps.includes('planner') ? 'planner' : area];
  if (known === undefined) return personal(steps);
  const words = steps.flatMap((word) => synonyms.get(word) ?? word);
  for (const names of known) {
    const at = words.findLastIndex((word) => names.includes(word));
    if (at >= 0) return [`${area} ${names[0]}`, ...withIds(words.slice(at + 1))];
  }
  return personal(words);
}

/** Puts an id in place of every second step, beginning with the first. */
function withIds(steps: Resource): Resource {
  return steps.map((step, index) => (index % 2 ? step : ID));
}

function personal([first = '', ...rest]: Resource): Resource {
  if (first === 'me') return ['me', ...rest];
  return first === 'users' && rest.length > 0 ? ['me', ...rest.slice(1)] : [first, ...rest];
}

/** Words that are followed by an item's id. Without an id, such a word refers to a list of items. */
const itemsById = ['items', 'special', 'following', 'children'];
const lists = ['recent', 'sharedwithme', 'search', 'delta'];
const addresses = new Set([...itemsById, ...lists, 'root', 'driveitem', '{path}']);

/** Returns `drive item`, no matter how the item is addressed, followed by the requested part of the item. */
function driveResource(steps: Resource): Resource {
  const at = steps.findLastIndex((step) => addresses.has(step));
  if (at < 0) return ['drive'];
  const word = steps[at] ?? '';
  const below = steps.slice(at + 1);
  const isById = itemsById.includes(word);
  if (lists.includes(word) || (isById && below.length === 0)) return ['drive', 'item', 'children', ...below];
  return ['drive', 'item', ...(isById ? below.slice(1) : below)];
}
