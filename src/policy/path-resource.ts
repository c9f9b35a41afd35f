import type { JudgedRequest } from './facts.ts';
import { areaOfPath } from './path-area.ts';
import { EVERY, expandedWords, selectedWords, stepsOf, usualSteps, withPlainKeys } from './path-segments.ts';

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
  return ({ method, path, query }) => {
    const known = (index ??= tools.flatMap(indexed));
    const resource = resourceOf(path);
    const expanded = [...expandedWords(query), ...selectedWords(query)].flatMap((word) => [
      [...resource, word],
      [...resource, ID, word],
    ]);
    return known
      .filter((one) => one.method === method)
      .filter((one) => [resource, ...expanded].some((requested) => isWithin(requested, one.resource)))
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
  return path?.startsWith('/') === true ? [{ tool, method, resource: withoutId(resourceOf(path)) }] : [];
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

function resourceOf(path: string): Resource {
  const steps = usualSteps(withPlainKeys(stepsOf(path)))
    .map(({ word }) => word)
    .filter((word) => !/^\$(?:value|count|ref)$/.test(word));
  switch (areaOfPath(path)) {
    case 'mail':
      return from(steps, ['messages']) ?? from(steps, ['mailfolders']) ?? personal(steps);
    case 'calendar':
      return from(steps, ['events', 'calendarview', 'reminderview'], 'events') ?? personal(steps);
    case 'files':
    case 'excel':
      return driveResource(steps);
    default:
      return personal(steps);
  }
}

/**
 * Returns `name`, followed by the steps that come after the first step in `words`, with an id in place of the first,
 * third, fifth etc. of these steps. Returns undefined if none of `words` occurs.
 */
function from(steps: Resource, words: readonly string[], name = words[0] ?? ''): Resource | undefined {
  const start = steps.findIndex((step) => words.includes(step));
  return start < 0
    ? undefined
    : [name, ...steps.slice(start + 1).map((step, index) => (index % 2 ? step : ID))];
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
