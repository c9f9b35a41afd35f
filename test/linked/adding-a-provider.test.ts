import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { configureProviders } from '../../src/linked/configured-provider.ts';
import { createLinkedAccounts, type LinkedAccounts } from '../../src/linked/linked-accounts.ts';
import { isPermission } from '../../src/policy/decision.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { listen, type Listening } from '../../src/standins/listen.ts';
import { webListener } from '../../src/standins/web-listener.ts';
import { createMemoryStore } from '../../src/state/memory.ts';
import { silentTelemetry } from '../../src/telemetry/silent.ts';
import { callerWith, configWith } from '../kit/mcp-endpoint.ts';
import { openSealer } from '../kit/sealer.ts';
import { groceries } from './tiny-provider.ts';
import { silentLog } from '../kit/logs/log-to.ts';

const owner = { tid: 'tenant-1', oid: 'person-1' };
const round = { state: 's'.repeat(22), verifier: 'v'.repeat(43) };
const { signal } = new AbortController();

let service: Listening;
let linked: LinkedAccounts;
/** The requests that the service has received, and the forms that were posted. */
let seen: string[] = [];
/** Whether the service replaces its refresh tokens. */
let rotates = false;

const answer = async (request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url);
  const form = request.method === 'POST' ? new URLSearchParams(await request.text()) : undefined;
  seen.push(`${pathname} ${form?.get('grant_type') ?? form?.get('token') ?? ''}`.trim());
  if (pathname === '/revoke') return new Response(null, { status: 200 });
  if (pathname === '/v1/lists') return Response.json({ lists: ['Weekend'] });
  const refresh = rotates || form?.get('grant_type') === 'authorization_code';
  return Response.json({
    access_token: randomBytes(8).toString('hex'),
    token_type: 'bearer',
    expires_in: 1,
    ...(refresh && { refresh_token: 'refresh-1' }),
  });
};

beforeAll(async () => {
  service = await listen(webListener(answer));
  const config = {
    providers: { groceries: { clientId: 'app', url: service.origin } },
    publicUrl: 'https://x.example',
  };
  const [spotify] = [
    ...configureProviders(
      { ...config, providers: { spotify: config.providers.groceries } },
      { spotify: groceries },
      () => ['lists.read'],
    ).values(),
  ];
  linked = createLinkedAccounts({
    providers: new Map([['groceries', { ...spotify!, name: groceries.name }]]),
    wrappingKey: {
      newestVersion: async () => '1',
      wrap: async (key) => ({ version: '1', wrapped: Buffer.from(key).toString('base64url') }),
      unwrap: async ({ wrapped }) => Buffer.from(wrapped, 'base64url'),
    },
    vault: { versions: async () => [{ version: '1', value: 'secret', createdAt: 0 }] },
    sealer: openSealer(),
    store: createMemoryStore({ now: Date.now }),
    publicUrl: 'https://x.example',
    telemetry: silentTelemetry,
    log: silentLog,
    now: Date.now,
  });
});
beforeEach(() => {
  seen = [];
});
afterAll(() => service.close());

const link = () =>
  linked.finish(owner, 'groceries', new URLSearchParams({ code: 'code-1', state: round.state }), round);
const lists = () => {
  const operation = { tool: 'list_shopping_lists', kind: 'read', area: 'groceries' } as const;
  const decision = createPolicy(configWith()).dispatchLinked(callerWith(), operation, { method: 'GET' });
  if (!isPermission(decision)) throw new Error('not allowed');
  const provider = linked.providers.get('groceries')!;
  const use = { provider, owner, scopes: ['lists.read'], signal, requestId: 'r', onSend: () => {} };
  return linked.api(decision, { method: 'GET', path: '/lists' }, use);
};

describe('a second provider', () => {
  it.each([true, false])(
    'can be linked, called and revoked (replaces refresh tokens: %s)',
    async (isRotating) => {
      rotates = isRotating;
      await link();
      // The provider's access tokens last for one second, so each call has to refresh its token.
      expect(await lists()).toMatchObject({ body: { lists: ['Weekend'] } });
      expect(await lists()).toMatchObject({ status: 200 });
      expect(await linked.unlink(owner, 'groceries')).toBe(true);
      expect(seen).toEqual([
        '/token authorization_code',
        '/token refresh_token',
        '/v1/lists',
        '/token refresh_token',
        '/v1/lists',
        '/revoke refresh-1',
      ]);
      expect(await linked.unlink(owner, 'groceries')).toBe(false);
    },
  );

  it('needs as many lines of code as docs/adding-a-provider.md states', () => {
    const linesOf = (file: string) =>
      readFileSync(new URL(file, import.meta.url), 'utf8')
        .trim()
        .split('\n').length;
    const page = readFileSync(new URL('../../docs/adding-a-provider.md', import.meta.url), 'utf8');
    expect(page).toContain(`the record has ${linesOf('tiny-provider.ts')} lines`);
  });
});
