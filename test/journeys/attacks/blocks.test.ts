import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createBlockBook, type BlockBook, type BlockSubject } from '../../../src/state/blocks.ts';
import { createFileVault } from '../../../src/secrets/mounted-files.ts';
import { createKeyRing } from '../../../src/secrets/key-ring.ts';
import { createSealer } from '../../../src/secrets/sealer.ts';
import { createBlockStore } from '../../../src/state/block-store.ts';
import type { Store } from '../../../src/state/store.ts';
import { createTableStore } from '../../../src/state/tables.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { startTableService, type TableService } from '../../state/table-service.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, resultOf, toolCall, type World } from '../../kit/start-portico.ts';

const DIRECT_CLIENT = '11111111-2222-4333-8444-555555555555';
/** Ana Silva's object id. The direct token is also hers. */
const ANA = '00000000-0000-4000-8000-000000000001';

let later: number;
let tables: TableService;
let world: World;
let rows: Store;
let book: BlockBook;
let folder: string;
let rootFile: string;
let ana: string;
let ben: string;
let direct: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-blocks-'));
  rootFile = join(folder, 'seal-root');
  writeFileSync(rootFile, randomBytes(32));
});
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  later = 0;
  tables = await startTableService();
  world = await startPortico(settings(), now);
  // The test has the same access as `npm run block`: only to the tables and the seal root.
  const identity = () => Promise.reject(new Error('an identity is not needed on loopback'));
  rows = createTableStore({ url: tables.url, loopback: true, identity });
  const ring = createKeyRing({ vault: createFileVault({ 'seal-root': rootFile }), name: 'seal-root', now });
  const sealer = createSealer({ ring, issuer: world.origin, now });
  book = createBlockBook(createBlockStore(rows, sealer, { warn: () => {} }), now);
  ana = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
  ben = (await signIn({ origin: world.origin, person: 'ben.okafor' })).accessToken;
  direct = await directToken(world);
});
afterEach(async () => {
  await world.close();
  await tables.close();
});

const now = () => Date.now() + later;
const pass = (seconds: number) => void (later += seconds * 1_000);
const settings = () => ({
  SEAL_ROOT_FILE: rootFile,
  STATE_TABLES_URL: tables.url,
  ALLOWED_DIRECT_CLIENTS: DIRECT_CLIENT,
});

const directToken = ({ standIns: { entra } }: World) =>
  entra.sign({
    aud: demoTenant.clientId,
    iss: entra.issuer,
    tid: demoTenant.id,
    oid: ANA,
    azp: DIRECT_CLIENT,
    scp: 'access_as_user',
    ver: '2.0',
    idtyp: 'user',
    acct: 0,
  });

const block = (kind: BlockSubject['kind'], ...names: string[]) =>
  book.set({ kind, names }, { until: Infinity, reason: undefined });
const statusOf = async (token: string) =>
  (await postMcp(world, { jsonrpc: '2.0', id: 1, method: 'tools/list' }, { token })).status;
const statuses = async () => ({
  ana: await statusOf(ana),
  ben: await statusOf(ben),
  direct: await statusOf(direct),
});

/** The status that each token gets while a block is in force. */
const blocks: readonly (readonly [BlockSubject, Awaited<ReturnType<typeof statuses>>])[] = [
  [
    { kind: 'person', names: [demoTenant.id, ANA] },
    { ana: 403, ben: 200, direct: 403 },
  ],
  [
    { kind: 'tenant', names: [demoTenant.id] },
    { ana: 403, ben: 403, direct: 403 },
  ],
  [
    { kind: 'client', names: ['localhost'] },
    { ana: 403, ben: 403, direct: 200 },
  ],
  [
    { kind: 'client', names: [DIRECT_CLIENT] },
    { ana: 200, ben: 200, direct: 403 },
  ],
  [
    { kind: 'person', names: [demoTenant.id, DIRECT_CLIENT] },
    { ana: 200, ben: 200, direct: 200 },
  ],
];

describe('a block', () => {
  it('takes effect within 10 s, only on the blocked user, tenant or client class, for sealed and direct tokens', async () => {
    for (const [{ kind, names }, expected] of blocks) {
      expect(await statuses()).toEqual({ ana: 200, ben: 200, direct: 200 });
      await block(kind, ...names);
      pass(10);
      expect([kind, await statuses()]).toEqual([kind, expected]);
      await book.lift({ kind, names });
      pass(10);
    }
  });

  it('is explained to the client without a sign-in challenge, and is audited', async () => {
    await block('person', demoTenant.id, ANA);
    pass(10);
    const written = world.lines.length;
    const response = await postMcp(world, toolCall('get_me'), { token: ana });
    expect([response.status, response.headers.has('www-authenticate')]).toEqual([403, false]);
    expect(await response.json()).toEqual({
      error: 'access_denied',
      error_description: 'An administrator of this server has blocked you.',
    });
    expect(world.lines.slice(written).filter((line) => line.includes('"blocked-person"'))).toHaveLength(1);
  });

  it('no longer applies once it is lifted or has expired', async () => {
    await block('person', demoTenant.id, ANA);
    await book.set(
      { kind: 'tenant', names: [demoTenant.id] },
      { until: now() / 1_000 + 30, reason: undefined },
    );
    pass(10);
    expect(await statuses()).toEqual({ ana: 403, ben: 403, direct: 403 });
    await book.lift({ kind: 'person', names: [demoTenant.id, ANA] });
    pass(30);
    expect(await statuses()).toEqual({ ana: 200, ben: 200, direct: 200 });
  });

  it('stays in force if somebody changes its end time in the tables to an earlier time', async () => {
    const place = { table: 'blocks', partition: 'tenant', id: demoTenant.id } as const;
    await book.set(
      { kind: 'tenant', names: [demoTenant.id] },
      { until: now() / 1_000 + 3_600, reason: undefined },
    );
    const row = await rows.get(place);
    await rows.replace(place, { value: row?.value ?? {}, expiresAt: now() / 1_000 - 1 }, row?.etag ?? '');
    pass(10);
    expect(await statuses()).toEqual({ ana: 403, ben: 403, direct: 403 });
    await world.portico.purge();
    pass(10);
    expect(await statuses()).toEqual({ ana: 403, ben: 403, direct: 403 });
    expect(world.lines.filter((line) => line.includes('"block_end_not_authentic"'))).toHaveLength(1);
  });

  it('refuses only the blocked tool, within 10 s, for every token', async () => {
    const call = async (name: string, token: string) =>
      resultOf(await postMcp(world, toolCall(name), { token }));
    expect((await call('list_messages', ana)).isError).toBe(false);
    await block('tool', 'list_messages');
    pass(10);
    const requests = world.standIns.graph.log.length;
    for (const token of [ana, ben, direct]) {
      expect(await call('list_messages', token)).toEqual({
        text: 'An administrator of this server has blocked the tool list_messages.',
        isError: true,
      });
    }
    expect(world.standIns.graph.log.length).toBe(requests);
    expect((await call('get_me', ana)).isError).toBe(false);
  });

  it('stays in force during a table outage, while other users are still served', async () => {
    await block('person', demoTenant.id, ANA);
    pass(10);
    expect(await statuses()).toEqual({ ana: 403, ben: 200, direct: 403 });
    for (let n = 0; n < 200; n++) tables.faults.push({ method: 'GET', fault: 'forbid' });
    pass(60);
    expect(await statuses()).toEqual({ ana: 403, ben: 200, direct: 403 });
    pass(300);
    expect(await statuses()).toEqual({ ana: 403, ben: 200, direct: 403 });
  });

  it('applies to tool calls and sign-ins on a new instance from its first response', async () => {
    await block('person', demoTenant.id, ANA);
    const other = await startPortico(settings());
    try {
      const response = await postMcp(other, toolCall('get_me'), { token: await directToken(other) });
      expect(response.status).toBe(403);
      const { origin } = other;
      await expect(signIn({ origin, person: 'ana.silva' })).rejects.toThrow('sign-in ended with 403');
      await expect(signIn({ origin, person: 'ben.okafor' })).resolves.toBeDefined();
    } finally {
      await other.close();
    }
  });
});
