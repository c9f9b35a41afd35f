import { ToolError } from '../../../errors.ts';
import type { GraphOperation } from '../../../graph/operations/graph-operation.ts';
import { METHODS } from '../../../graph/operations/index-file.ts';
import { parseAddress, type Target } from '../../../graph/request/pasted-address.ts';
import { isBatch } from '../../../policy/path-rules.ts';
import type { ToolCall } from '../../define.ts';

/** A method and a path, and the matching operation in the index. */
export type NamedOperation = {
  readonly method: GraphOperation['method'];
  readonly target: Target;
  readonly operation: GraphOperation | undefined;
};

/**
 * Parses an operation in the form that the search returns, such as `GET /me/messages`. If the text contains no method,
 * the default is the only method that the path accepts, or GET if the path accepts several methods or none.
 */
export function parseOperation(text: string, call: ToolCall): NamedOperation {
  const [, given, path = ''] = /^\s*(?:(GET|POST|PATCH|PUT|DELETE)\s+)?(\S.*?)\s*$/is.exec(text) ?? [];
  const target = parseAddress(path, call.graphOrigin);
  refuseBatch(target.path);
  const method = (given?.toUpperCase() as GraphOperation['method'] | undefined) ?? onlyMethod(target, call);
  return { method, target, operation: findOperation(method, target, call) };
}

function onlyMethod(target: Target, call: ToolCall): GraphOperation['method'] {
  const [only = 'GET', other] = METHODS.filter((method) => findOperation(method, target, call) !== undefined);
  return other === undefined ? only : 'GET';
}

/** Returns the operation of a request. The index covers v1.0 only. */
export function findOperation(method: string, target: Target, call: ToolCall): GraphOperation | undefined {
  return target.version === 'beta' ? undefined : call.operations.index().find(method, target.path);
}

/**
 * Matches a placeholder for an id, as the search and the description of an operation show it. Matches only a whole
 * segment or key, because a file name can contain such text.
 */
const placeholderId = /(?<=[/(=,']|%27)%7B[\w-]*id%7D(?=[/),']|%27|$)/i;

/** Parses the address of a request. Throws `ToolError('bad_argument')` if the address cannot be used unchanged. */
export function parseRequestAddress(text: string, call: ToolCall): Target {
  const target = parseAddress(text, call.graphOrigin);
  refuseBatch(target.path);
  const placeholder = decodeURIComponent(placeholderId.exec(target.path)?.[0] ?? '');
  if (placeholder !== '') {
    throw new ToolError(
      'bad_argument',
      `The path contains the placeholder ${placeholder}. Replace it with an id from a list or search result. For the signed-in user, use /me instead of /users/{user-id}. No request was sent.`,
    );
  }
  return target;
}

function refuseBatch(path: string): void {
  if (!isBatch(path)) return;
  throw new ToolError(
    'bad_argument',
    '$batch cannot be called as an operation. Use graph_batch for several reads. No request was sent.',
  );
}

/**
 * Returns the likely address of Microsoft's documentation for the type that an operation reads or writes; undefined if
 * there is no such type. Derives the address from the type's name, because Microsoft's description of Graph contains no
 * links.
 */
export function likelyDocumentation({ answer, body }: GraphOperation): string | undefined {
  const type = [answer, body]
    .map((name) => name.replace(/\[\]$/, ''))
    .find((name) => /^[a-z][\w.]*[A-Za-z]$/.test(name));
  if (type === undefined || plainTypes.has(type)) return undefined;
  return `https://learn.microsoft.com/graph/api/resources/${type.replaceAll('.', '-').toLowerCase()}`;
}

const plainTypes: ReadonlySet<string> = new Set([
  'text',
  'binary',
  'object',
  'string',
  'boolean',
  'number',
  'integer',
]);
