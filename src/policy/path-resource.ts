import { areaOfPath } from './path-area.ts';
import { expandedWords, stepsOf } from './path-segments.ts';

/** The resource of a path, the same however it is addressed: `messages`, `drive item content`. */
type Resource = readonly string[];

const ID = '{id}';

/** A tool's main request as its record has it, such as `GET /me/messages/{id}`. */
export type ToolOperation = { readonly name: string; readonly area: string; readonly operation?: string };

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
};

/** Finds the tools whose main operation a request would carry out, or whose resource it lies below. */
export type ToolsOfRequest = (request: Asked) => readonly ToolOperation[];

export function indexOperations(tools: readonly ToolOperation[]): ToolsOfRequest {
  const known = tools.flatMap((tool) => {
    const [method = '', path] = (tool.operation ?? '').split(' ');
    return path?.startsWith('/') === true ? [{ tool, method, resource: withoutId(resourceOf(path)) }] : [];
  });
  return ({ method, path, query }) => {
    const resource = resourceOf(path);
    const expanded = expandedWords(query).flatMap((word) => [
      [...resource, word],
      [...resource, ID, word],
    ]);
    return known
      .filter((one) => one.method === method)
      .filter((one) => [resource, ...expanded].some((asked) => isWithin(asked, one.resource)))
      .map(({ tool }) => tool);
  };
}

/** Everything below a resource shows a part of it; only below a person there are other things. */
function isWithin(asked: Resource, resource: Resource): boolean {
  if (resource.length === 1 && resource[0] === 'me' && asked.length > 1) return false;
  return resource.every((word, index) => word === ID || asked[index] === word);
}

function withoutId(resource: Resource): Resource {
  return resource.at(-1) === ID ? resource.slice(0, -1) : resource;
}

function resourceOf(path: string): Resource {
  const steps = stepsOf(path)
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

/** The part from the first of these words on, with ids at every second step. */
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

/** Each names an item by the id that follows it; without an id it is a list of items. */
const itemsById = ['items', 'special', 'following', 'children'];
const lists = ['recent', 'sharedwithme', 'search', 'delta'];
const addresses = new Set([...itemsById, ...lists, 'root', 'driveitem', '{path}']);

/** However an item is addressed, it is `drive item`, followed by what is asked of it. */
function driveResource(steps: Resource): Resource {
  const at = steps.findLastIndex((step) => addresses.has(step));
  if (at < 0) return ['drive'];
  const word = steps[at] ?? '';
  const below = steps.slice(at + 1);
  const isById = itemsById.includes(word);
  if (lists.includes(word) || (isById && below.length === 0)) return ['drive', 'item', 'children', ...below];
  return ['drive', 'item', ...(isById ? below.slice(1) : below)];
}
