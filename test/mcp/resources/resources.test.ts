import { describe, expect, it } from 'vitest';

import { ClaimsChallengeError, ToolError, UnavailableError } from '../../../src/errors.ts';
import type { GraphCaller } from '../../../src/graph/graph-client.ts';
import { readFileContent } from '../../../src/tools/files/read-file-content.ts';
import { tools } from '../../kit/calls/note-tools.ts';
import { configWith, legacy, modern, openEndpoint, post } from '../../kit/mcp-endpoint.ts';

const FILE = 'portico://file/me/item-1';
const read = (uri: string, path?: string) => legacy('resources/read', { uri }, path);
const failing =
  (thrown: unknown): GraphCaller =>
  () =>
    Promise.reject(thrown);
const open = (changes: Parameters<typeof openEndpoint>[0] = {}) =>
  openEndpoint({ tools: [...tools, readFileContent], ...changes });
const invalid = (message: unknown) => ({ error: { code: -32_602, message } });

describe('resources/read', () => {
  it('is recorded as a call to the tool that reads the content', async () => {
    const endpoint = open({ graph: failing(new ToolError('not_found', 'There is no such file.')) });
    expect(await (await endpoint.handle(read(FILE))).json()).toMatchObject(invalid('There is no such file.'));
    expect(endpoint.audits).toMatchObject([
      { phase: 'outcome', action: { tool: 'read_file_content' }, outcome: 'failure' },
    ]);
    expect(endpoint.events).toMatchObject([{ properties: { tool: 'read_file_content', code: 'not_found' } }]);
  });

  it('reports that the resource does not exist if the caller is not allowed to use the tool', async () => {
    const endpoint = open({ config: configWith({ enabledTools: ['read_note'] }) });
    expect(await (await endpoint.handle(read(FILE))).json()).toMatchObject(
      invalid(expect.stringContaining('The resource does not exist.')),
    );
    expect(endpoint.requests).toEqual([]);
    expect(endpoint.audits).toMatchObject([{ phase: 'refused', decision: { rule: 'enabled-tools' } }]);
  });

  it('gets an HTTP challenge if the credentials are no longer sufficient', async () => {
    const response = await open({ graph: failing(new ClaimsChallengeError('{}')) }).handle(read(FILE));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error="insufficient_claims"');
  });

  it('is answered with 503 while Key Vault is down', async () => {
    const response = await open({ graph: failing(new UnavailableError('Key Vault')) }).handle(read(FILE));
    expect(response.status).toBe(503);
  });
});

describe.each([
  ['2025-11-25', legacy],
  ['2026-07-28', modern],
])('an error of resources/read in revision %s', (_revision, ask) => {
  const errorOf = async (uri: string, changes: Parameters<typeof open>[0] = {}) => {
    const response = await open(changes).handle(ask('resources/read', { uri }));
    return ((await response.json()) as { error: unknown }).error;
  };

  it.each<[string, string, Parameters<typeof open>[0]]>([
    ['an unknown address', 'portico://nothing/x', {}],
    ['a skill that does not exist', 'skill://portico/nothing/SKILL.md', {}],
    ['a file of a hidden tool', FILE, { config: configWith({ enabledTools: ['read_note'] }) }],
    ['a file that does not exist', FILE, { graph: failing(new ToolError('not_found', 'Not there.')) }],
  ])(
    'names the resource in its data, so that clients can tell that the resource does not exist: %s',
    async (_case, uri, changes) => {
      expect(await errorOf(uri, changes)).toMatchObject({ code: -32_602, data: { uri } });
    },
  );

  it('has the code of an invalid request, and no data, if the resource exists but cannot be read', async () => {
    const error = await errorOf(FILE, { graph: failing(new ToolError('no_access', 'You may not.')) });
    expect(error).toEqual({ code: -32_602, message: 'You may not.' });
  });

  it.each([
    ['Graph is busy', new ToolError('throttled', 'Too many requests.', { retryAfterSeconds: 7 })],
    ['Graph is down', new UnavailableError('Microsoft Graph')],
    ['Portico has a bug', new TypeError('unexpected')],
  ])('has the code of an internal error if %s', async (_case, thrown) => {
    const error = await errorOf(FILE, { graph: failing(thrown) });
    expect(error).toMatchObject({ code: -32_603 });
    expect(error).not.toHaveProperty('data');
  });
});

describe('a batch in which one call fails because of the credentials', () => {
  it('is challenged as a whole', async () => {
    const graph: GraphCaller = async (_permission, { path }) => {
      if (path.endsWith('n2')) throw new ClaimsChallengeError('{}');
      return { status: 200, body: {}, requestId: undefined, bytes: 0 };
    };
    const call = (id: string) => ({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'read_note', arguments: { id } },
    });
    const response = await open({ graph }).handle(post([call('n1'), call('n2')]));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error="insufficient_claims"');
  });
});
