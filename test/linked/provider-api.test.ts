import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createProviderApi } from '../../src/linked/provider-api.ts';
import type { ProviderRequest } from '../../src/linked/provider-request.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { isPermission } from '../../src/policy/decision.ts';
import { silentTelemetry } from '../../src/telemetry/silent.ts';
import { openLinkedWorld, type LinkedWorld, type LinkInstance } from '../kit/linked/linked-world.ts';
import { callerWith, configWith } from '../kit/mcp-endpoint.ts';

const owner = { tid: 'tenant-1', oid: 'person-1' };
const { signal } = new AbortController();
const decision = createPolicy(configWith()).dispatchLinked(
  callerWith(),
  { tool: 'test', kind: 'write', area: 'spotify' },
  { method: 'GET' },
);
if (!isPermission(decision)) throw new Error('not allowed');

let world: LinkedWorld;
let instance: LinkInstance;
beforeAll(async () => {
  world = await openLinkedWorld();
  instance = world.instance();
  await world.link(instance, owner, 'ana.silva');
});
afterAll(() => world.close());

const send = (request: ProviderRequest, scopes: readonly string[] = []) =>
  createProviderApi({
    accessTokens: instance.accessTokens,
    telemetry: silentTelemetry,
    now: () => world.clock.ms,
  })(decision, request, {
    provider: world.provider,
    owner,
    scopes,
    signal,
    requestId: 'r',
    onSend: () => {},
  });

describe('a request to a provider', () => {
  it('returns the body of the response', async () => {
    expect(await send({ method: 'GET', path: '/me' })).toMatchObject({ body: { id: 'ana.silva' } });
  });

  it('needs a link with the scopes that its tool requires', async () => {
    expect(await send({ method: 'GET', path: '/me' }, ['user-top-read'])).toMatchObject({ status: 200 });
    await expect(send({ method: 'GET', path: '/me' }, ['user-library-read'])).rejects.toMatchObject({
      name: 'LinkNeededError',
      why: 'permissions',
      missing: ['user-library-read'],
    });
  });

  it.each([
    'me',
    '/',
    '/..',
    '/playlists/../me',
    '/a//b',
    '/a?b',
    '/a#b',
    '/%2e%2e/x',
    '//evil.example/x',
    '/a@b',
  ])('is not sent to the path %s', async (path) => {
    const before = world.spotify.log.length;
    await expect(send({ method: 'GET', path })).rejects.toMatchObject({ name: 'RangeError' });
    expect(world.spotify.log.length).toBe(before);
  });

  it.each<[string, ProviderRequest['method']]>([
    ['unchanged', 'GET'],
    ['unknown', 'POST'],
  ])('reports the side effect as %s if the connection fails', async (sideEffect, method) => {
    const gone = { ...world.provider, api: 'http://127.0.0.1:9' };
    const api = createProviderApi({
      accessTokens: instance.accessTokens,
      telemetry: silentTelemetry,
      now: () => world.clock.ms,
    });
    const use = { provider: gone, owner, scopes: [], signal, requestId: 'r', onSend: () => {} };
    await expect(api(decision, { method, path: '/me' }, use)).rejects.toMatchObject({
      code: 'unavailable',
      sideEffect,
    });
  });

  it('needs a policy decision', () => {
    const readOnly = createPolicy({ ...configWith(), readOnly: true });
    const operation = { tool: 'test', kind: 'write', area: 'spotify' } as const;
    const asked = (method: string) => readOnly.dispatchLinked(callerWith(), operation, { method }).effect;
    expect([asked('GET'), asked('POST')]).toEqual(['allow', 'refuse']);
    const reader = { ...operation, kind: 'read' } as const;
    const policy = createPolicy(configWith());
    expect(policy.dispatchLinked(callerWith(), reader, { method: 'PUT' }).rule).toBe('read-tool');
    const elsewhere = createPolicy({ ...configWith(), toolsets: ['mail'] });
    expect(elsewhere.dispatchLinked(callerWith(), operation, { method: 'GET' })).toMatchObject({
      effect: 'refuse',
      rule: 'toolsets',
      reason: expect.stringContaining('TOOLSETS'),
    });
    const { selection } = callerWith();
    const other = callerWith({ selection: { ...selection, toolsets: ['mail'] } });
    expect(policy.dispatchLinked(other, operation, { method: 'GET' })).toMatchObject({
      effect: 'refuse',
      rule: 'url-toolsets',
      reason: expect.stringContaining('connection URL'),
    });
  });
});
