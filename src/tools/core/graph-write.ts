import * as z from 'zod';

import { digest } from '../../base/sha256.ts';
import { ToolError } from '../../errors.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { areaOfPath } from '../../policy/path-area.ts';
import { onlyReads } from '../../policy/path-rules.ts';
import { defineTool, type Preview, type ToolCall } from '../define.ts';
import { createHtmlBudget } from '../output/html/html-budget.ts';
import { sanitiseJson } from '../output/sanitise-json.ts';
import { binaryEnding } from '../files/shared/names/binary-kind.ts';
import { cell } from '../output/untrusted.ts';
import { contentAt, endsWithContent } from './shared/content-path.ts';
import { continuationOf } from './shared/long-running.ts';
import { renderText } from './shared/json-page.ts';
import { parseRequestAddress } from './shared/operation-name.ts';
import { effectsOf } from './shared/effects/write-effects.ts';
import { jsonBody, unparsed } from './shared/written-json.ts';

type Written = {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly etag?: string | undefined;
};

export const graphWrite = defineTool({
  name: 'graph_write',
  title: 'Change through Graph',
  area: 'core',
  order: 22,
  presets: ['core', 'default'],
  about: 'Call any Graph operation that changes data. Use it when no other tool fits.',
  intents: [
    'POST to Microsoft Graph',
    'PATCH a resource',
    'delete something through the API',
    'change a setting that no other tool changes',
    'create a resource through Graph',
  ],
  kind: 'destroy',
  openWorld: true,
  repeat: 'never',
  scopes: [],
  optionalScopes: ['User.Read'],
  supportingReads: ['/organization'],
  operation: 'PATCH',
  example: {
    as: 'ana.silva',
    args: { method: 'POST', path: '/me/contacts', body: { givenName: 'Rosa', surname: 'Mendes' } },
  },
  input: {
    method: z.enum(['POST', 'PATCH', 'PUT', 'DELETE']).describe('HTTP method.'),
    path: z.string().min(2).max(2_000).describe('Example: /me/contacts/{id}.'),
    body: jsonBody('JSON.').optional(),
    etag: z.string().max(400).optional().describe('If-Match.'),
  },
  async preview(args, call): Promise<Preview> {
    const request = requestOf(args, call);
    const effects = effectsOf({ ...request, body: request.body });
    const { recipients, outsiders, isBulk } = effects;
    const file = await replacedFile(request, call);
    const kind = file === undefined ? effects.kind : 'destroy';
    const needsPreview = kind === 'destroy' || isBulk || outsiders.length > 0 || recipients.length > 0;
    const target = file ?? (needsPreview ? await targetOf(request, call) : undefined);
    const name = target?.name === undefined ? '' : `: ${target.name}`;
    return {
      lines: [`${request.method} ${cell(writtenAddress(request), 600)}${name}`, ...bodyLines(request.body)],
      kind,
      recipients,
      outsiders,
      isBulk,
      versions: [target?.etag ?? target?.cells ?? [], textVersion(request)].flat(),
      requests: [request],
    };
  },
  async run(args, call) {
    const request = requestOf(args, call);
    const answer = await call.graph(await withETag(request, args.etag, call));
    const later = await continuationOf(answer, request, call);
    if (answer.body === undefined)
      return { text: `Done: Microsoft Graph returned status ${answer.status}.${later}` };
    const whole = JSON.stringify(sanitiseJson(answer.body, createHtmlBudget(), Infinity));
    return renderText(whole, {
      from: 0,
      cursorFrom: undefined,
      note: `Done: status ${answer.status}.${later}`,
    });
  },
});

function requestOf({ method, path, body: given, etag }: Written, call: ToolCall): GraphRequest {
  const target = parseRequestAddress(path, call);
  if (onlyReads({ method, path: target.path })) {
    throw new ToolError(
      'bad_argument',
      'This operation only reads: call graph_get with the same path and body.',
    );
  }
  const isContent = method === 'PUT' && endsWithContent.test(target.path);
  const body = isContent ? unparsed(given) : given;
  const isText = typeof body === 'string';
  if (isText && !isContent && /^\s*[[{]/.test(body)) {
    throw new ToolError('bad_argument', 'The body is not valid JSON. Correct it; no request was sent.');
  }
  if (isText && isContent) refuseBinary(nameIn(target.path));
  if (etag !== undefined && !/^[\x20-\x7e]+$/.test(etag)) {
    throw new ToolError(
      'bad_argument',
      'The etag contains characters that no ETag has. Copy @odata.etag unchanged; no request was sent.',
    );
  }
  return {
    method,
    path: target.path,
    query: target.query,
    version: target.version,
    headers: { ...prefer(immutableIds), ...(isText && { 'content-type': typeOfText(body) }) },
    ...(body !== undefined && { body }),
    repeat: 'never',
    verify: 'Read the resource with graph_get before you repeat the change.',
  };
}

/**
 * Returns a hash of the text to store. The arguments contain only the parsed content, and different texts can have the
 * same parsed content.
 */
function textVersion({ body }: GraphRequest): string | readonly string[] {
  return typeof body === 'string' ? digest(body) : [];
}

/** Returns the name at the end of a path such as `/me/drive/root:/Plans/Q3.md:/content`. */
function nameIn(path: string): string {
  return decodeURIComponent(/([^/]*):\/content(?:Stream)?$/i.exec(path)?.[1] ?? '');
}

/**
 * Throws if the name has the extension of a binary format, because no program could open such a file with text as its
 * content.
 */
function refuseBinary(name: string): void {
  const ending = binaryEnding(name);
  if (ending === undefined) return;
  throw new ToolError(
    'bad_argument',
    `graph_write sends content as text, and no program could open text as a .${ending} file. To store the file, call upload_file with its bytes in base64. Nothing was changed.`,
  );
}

function typeOfText(body: string): string {
  return /^\s*</.test(body) ? 'text/html' : 'text/plain';
}

/**
 * Adds an ETag to the request. If none was given, reads the current ETag for operations that require it, such as those
 * in Planner.
 */
async function withETag(
  request: GraphRequest,
  given: string | undefined,
  call: ToolCall,
): Promise<GraphRequest> {
  const operation = call.operations.index().find(request.method, request.path);
  const isNeeded = operation?.needed.includes('If-Match') === true;
  const etag = given ?? (isNeeded ? (await targetOf(request, call))?.etag : undefined);
  return etag === undefined ? request : { ...request, headers: { ...request.headers, 'if-match': etag } };
}

type Target = {
  readonly name: string | undefined;
  readonly etag: string | undefined;
  /** A hash of the cells of a workbook range, because a range has no ETag. */
  readonly cells: string | undefined;
};

/** Reads, if possible, the name and version of the item that would change. */
async function targetOf(request: GraphRequest, call: ToolCall): Promise<Target | undefined> {
  const path = itemPath(request, call);
  if (path === undefined) return undefined;
  try {
    return targetIn((await call.graph({ ...read(path), ...versionOf(request) })).body);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return undefined;
  }
}

/**
 * Returns the path of the item that would change. An action such as `/me/messages/1/send` changes the item whose path
 * comes before the name of the action.
 */
function itemPath({ method, path }: GraphRequest, call: ToolCall): string | undefined {
  if (path.endsWith('/$ref')) return undefined;
  if (method !== 'POST') return path;
  const holder = path.slice(0, path.lastIndexOf('/')).replace(/:$/, '');
  const template = call.operations.index().find('GET', holder)?.path ?? '';
  const isItem = holder !== '/me' && /\}(?:'\))?$/.test(template);
  return isItem && areaOfPath(holder) === areaOfPath(path) ? holder : undefined;
}

function targetIn(body: unknown): Target {
  const entity = (body ?? {}) as Readonly<Record<string, unknown>>;
  const name = [
    'displayName',
    'subject',
    'name',
    'title',
    'topic',
    'deviceName',
    'userPrincipalName',
    'address',
  ]
    .map((property) => entity[property])
    .find((value) => typeof value === 'string' && value !== '');
  const etag = entity['@odata.etag'] ?? entity['eTag'];
  const cells = entity['formulas'] ?? entity['values'];
  return {
    name: typeof name === 'string' ? cell(name) : undefined,
    etag: typeof etag === 'string' ? etag : undefined,
    cells: Array.isArray(cells) ? digest(JSON.stringify(cells)) : undefined,
  };
}

/**
 * Returns the file whose content the change would replace; undefined if there is no such file. A file that cannot be
 * read counts as replaced.
 */
async function replacedFile(request: GraphRequest, call: ToolCall): Promise<Target | undefined> {
  const place = request.method === 'PUT' ? contentAt(request.path, call) : undefined;
  if (place?.kind !== 'file' || keepsFile(request)) return undefined;
  const file = await fileAt(place.path, request, call);
  if (typeof request.body === 'string') refuseBinary(file?.name ?? '');
  return file;
}

async function fileAt(path: string, request: GraphRequest, call: ToolCall): Promise<Target | undefined> {
  try {
    return targetIn((await call.graph({ ...read(path), ...versionOf(request) })).body);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return error.code === 'not_found' ? undefined : targetIn({});
  }
}

/** Whether the request asks Graph to fail or to choose another name if the file exists. */
function keepsFile({ query = {} }: GraphRequest): boolean {
  return /^(?:fail|rename)$/.test(query['@microsoft.graph.conflictBehavior'] ?? '');
}

function versionOf({ version }: GraphRequest): Pick<GraphRequest, 'version'> {
  return version === undefined ? {} : { version };
}

/** Returns the address as a person would write it, with its query unencoded. */
function writtenAddress({ path, version, query = {} }: GraphRequest): string {
  const options = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `${version === 'beta' ? '/beta' : ''}${path}${options.length > 0 ? `?${options.join('&')}` : ''}`;
}

function bodyLines(body: unknown): readonly string[] {
  if (body === undefined) return [];
  return [`body: ${cell(typeof body === 'string' ? body : JSON.stringify(body), 600)}`];
}
