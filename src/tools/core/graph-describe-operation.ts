import * as z from 'zod';

import { isDirectory } from '../../graph/request/consistency.ts';
import { covers } from '../../graph/permissions.ts';
import { METHODS } from '../../graph/operations/index-file.ts';
import type { GraphOperation } from '../../graph/operations/graph-operation.ts';
import type { GraphProperty } from '../../graph/operations/operation-index.ts';
import { onlyReads } from '../../policy/path-rules.ts';
import { ToolError } from '../../errors.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { likelyDocumentation, parseOperation, type NamedOperation } from './shared/operation-name.ts';

/** Maximum number of properties to list. No type has more properties (a user has 133), so none are omitted. */
const MOST_PROPERTIES = 150;
const MOST_VALUES = 12;

export const graphDescribeOperation = defineTool({
  name: 'graph_describe_operation',
  title: 'Describe Graph operation',
  area: 'core',
  order: 16,
  presets: ['core', 'default', 'lite'],
  about: 'List parameters, body, permissions held or missing, and an example of a Graph operation.',
  intents: [
    'which permission does this need',
    'what goes into the body',
    'may I call this operation',
    'parameters of a Graph request',
    'how do I call this endpoint',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: [],
  operation: 'GET',
  example: { as: 'ana.silva', args: { operation: 'POST /me/sendMail' } },
  input: { operation: z.string().min(2).max(2_000).describe('Example: POST /me/sendMail.') },
  async run(args, call) {
    refuseTool(args.operation, call);
    const named = parseOperation(args.operation, call);
    const { operation, target, method } = named;
    if (operation === undefined && target.version === 'v1.0') throw await unknownOperation(named, call);
    const tool = onlyReads({ method, path: target.path }) ? 'graph_get' : 'graph_write';
    const { version } = target;
    const refusal = call.operations.whyRefused(tool, { method, path: target.path, version });
    const lines = [
      operation === undefined ? `${method} ${target.path} (beta; not in the index)` : titleOf(operation),
      ...(operation === undefined ? betaLine(named, call) : factsOf(operation, call)),
      await permissionLine(named, call),
      `Policy: ${refusal ?? 'allowed'}`,
      ...curatedLine(operation, call),
      `Example: ${exampleOf(named, tool, call)}`,
      ...(operation === undefined ? [] : linkLine(operation)),
    ];
    return { text: lines.join('\n') };
  },
});

/**
 * Throws if the text is the name of a tool. The search lists tools and operations together, so models confuse the two.
 */
function refuseTool(text: string, call: ToolCall): void {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^(?:tool|get|post|patch|put|delete) /, '');
  if (!call.operations.tools().some((tool) => tool.name === name)) return;
  throw new ToolError(
    'bad_argument',
    `${name} is a tool, not a Graph operation. Call it directly; the list of tools describes its arguments.`,
  );
}

function titleOf({ method, path, alsoMe, deprecated }: GraphOperation): string {
  const alias = alsoMe ? ` (for yourself: ${path.replace('/users/{user-id}', '/me')})` : '';
  return `${method} ${path}${alias}${deprecated ? ' (deprecated)' : ''}`;
}

function factsOf(operation: GraphOperation, call: ToolCall): readonly string[] {
  const { needed, body, answer, path } = operation;
  // Microsoft's description of Graph lists $skip for directory operations, although the directory refuses $skip.
  const query = operation.query.filter((name) => name !== '$skip' || !isDirectory(path));
  const headers = operation.headers.filter((name) => !setByUs.has(name.toLowerCase()));
  const mark = (name: string): string => (needed.includes(name) ? `${name} (required)` : name);
  return [
    ...(query.length > 0 ? [`Query: ${query.map(mark).join(', ')}`] : []),
    ...(headers.length > 0 ? [`Headers: ${headers.map(mark).join(', ')}`] : []),
    ...(body === '' ? [] : [`Body${typeName(body)}: ${propertiesOf(body, call, true)}`]),
    ...(answer === '' ? [] : [`Returns${typeName(answer)}: ${propertiesOf(answer, call, false)}`]),
  ];
}

const setByUs: ReadonlySet<string> = new Set(['consistencylevel', 'prefer', 'if-match']);

function typeName(type: string): string {
  return type.startsWith('#') ? '' : ` ${type}`;
}

/** Lists the properties of a type one level deep. For a body, also gives each property's type. */
function propertiesOf(type: string, call: ToolCall, isBody: boolean): string {
  const index = call.operations.index();
  const all = index.propertiesOf(type).filter(({ readOnly }) => !(isBody && readOnly));
  if (all.length === 0) return type === 'binary' ? 'file content' : 'no properties are known';
  const shown = all.slice(0, MOST_PROPERTIES).map((property) => propertyText(property, isBody, call));
  const rest = all.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function propertyText({ name, type }: GraphProperty, isBody: boolean, call: ToolCall): string {
  const own = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  if (!isBody) return own;
  const values = call.operations.index().valuesOf(type);
  const named = values.filter((value) => value !== 'unknownFutureValue').slice(0, MOST_VALUES);
  return named.length === 0
    ? `${own} ${type}`
    : `${own} ${named.join('|')}${named.length < values.length - 1 ? '|…' : ''}`;
}

/** Mentions the v1.0 form of a beta operation, if that form is in the index. */
function betaLine({ method, target }: NamedOperation, call: ToolCall): readonly string[] {
  const same = call.operations.index().find(method, target.path);
  return [
    same === undefined
      ? 'Parameters: unknown'
      : `Parameters: unknown in beta; for the v1.0 parameters, describe ${same.method} ${same.path}`,
  ];
}

async function permissionLine({ method, target }: NamedOperation, call: ToolCall): Promise<string> {
  const { path, version } = target;
  const isBeta = version === 'beta';
  const unknown = 'Permission: unknown. If one is missing, Microsoft Graph refuses the call.';
  const isKnown = !isBeta || call.operations.index().find(method, path) !== undefined;
  const scope = isKnown ? call.operations.scopeOf({ method, path }) : undefined;
  if (scope === undefined) return unknown;
  const held = covers(await call.grantedScopes(), scope);
  const state = held ? 'which you have' : 'which is missing: an administrator must consent to it';
  return isBeta
    ? `Permission: unknown in beta. The same path in v1.0 needs ${scope}, ${state}`
    : `Permission: ${scope}, ${state}`;
}

function curatedLine(operation: GraphOperation | undefined, call: ToolCall): readonly string[] {
  const name = operation && `${operation.method} ${operation.path}`;
  const index = call.operations.index();
  const same = call.operations.tools().filter((tool) => {
    const [method = '', path] = tool.operation.split(' ');
    const found = path === undefined ? undefined : index.find(method, path);
    return found !== undefined && `${found.method} ${found.path}` === name;
  });
  return same.length === 0 ? [] : [`Easier with a tool: ${same.map((tool) => tool.name).join(', ')}`];
}

function exampleOf({ method, target, operation }: NamedOperation, tool: string, call: ToolCall): string {
  const path = operation?.path ?? target.path;
  const shown = operation?.alsoMe === true ? path.replace('/users/{user-id}', '/me') : path;
  const version = target.version === 'beta' ? '/beta' : '';
  const args = { ...(tool === 'graph_write' && { method }), path: `${version}${shown}` };
  const body = method === 'GET' || operation?.body === '' ? {} : { body: bodyOf(operation?.body, call) };
  return `${tool} ${JSON.stringify({ ...args, ...body })}`;
}

function bodyOf(type: string | undefined, { graphOrigin }: ToolCall): unknown {
  if (type === 'binary') return 'text';
  const isReference = /^Reference(?:Create|Update)$/.test(type ?? '');
  return isReference ? { '@odata.id': `${graphOrigin}/v1.0/directoryObjects/{id}` } : {};
}

function linkLine(operation: GraphOperation): readonly string[] {
  const link = likelyDocumentation(operation);
  return link === undefined ? [] : [`Documentation (derived from the name; may not exist): ${link}`];
}

async function unknownOperation({ method, target }: NamedOperation, call: ToolCall): Promise<ToolError> {
  const words = target.path.replaceAll(/[^A-Za-z]+/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  const search = await call.operations.search();
  const index = call.operations.index();
  const others = METHODS.filter((one) => index.find(one, target.path) !== undefined);
  const accepts = others.length === 0 ? '' : ` The path accepts ${others.join(', ')}.`;
  const alike = search(words, { tools: [], method, most: 3 });
  const near = alike.length > 0 ? alike : search(words, { tools: [], most: 3 });
  const names = near.flatMap(({ operation }) => (operation ? [`${operation.method} ${operation.path}`] : []));
  const advice = names.length === 0 ? '' : ` Similar: ${names.join('; ')}.`;
  return new ToolError(
    'unknown_operation',
    `Microsoft Graph v1.0 has no such ${method} operation.${accepts}${advice} To search by words, call graph_search_operations.`,
  );
}
