import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { ToolError } from '../../../src/errors.ts';
import { createBatch } from '../../../src/graph/batch.ts';
import { createGraphLimits } from '../../../src/graph/limits/graph-limits.ts';
import { createGraph } from '../../../src/graph/graph-client.ts';
import { startGraph, type GraphStandIn } from '../../../src/standins/graph/start-graph.ts';
import { demoTenant, people } from '../../../src/standins/tenant/people.ts';
import { consentedPermissions } from '../../../src/standins/tenant/consented-permissions.ts';
import { silentTelemetry } from '../../../src/telemetry/silent.ts';
import { defineTool } from '../../../src/tools/define.ts';
import { legacy, openEndpoint, textOf } from '../../kit/mcp-endpoint.ts';
import { silentLog } from '../../kit/logs/log-to.ts';

/** Creates folders in one round trip. */
const createFolders = defineTool({
  name: 'create_folders',
  title: 'Create folders',
  area: 'mail',
  presets: ['default'],
  about: 'Create mail folders.',
  intents: ['create folders'],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Mail.ReadWrite'],
  operation: 'POST /me/mailFolders',
  input: { names: z.array(z.string()).describe('Names of the folders.') },
  run: async ({ names }, call) => {
    const ends = await call.batch(
      names.map((displayName) => ({
        method: 'POST',
        path: '/me/mailFolders',
        body: { displayName },
        repeat: 'never',
      })),
    );
    const words = ends.map((end) =>
      end instanceof ToolError ? `${end.code} ${end.sideEffect}` : end.status,
    );
    return { text: words.join(', ') };
  },
});

const ana = people.find(({ alias }) => alias === 'ana.silva')?.oid ?? '';
let graph: GraphStandIn;
let endpoint: ReturnType<typeof openEndpoint>;
beforeAll(async () => {
  graph = await startGraph({
    verifyToken: async (oid) => ({ oid, tid: demoTenant.id, scopes: consentedPermissions }),
  });
  const needs = {
    origin: graph.origin,
    limits: createGraphLimits(Date.now),
    now: Date.now,
    random: randomBytes,
    pause: async () => {},
    telemetry: silentTelemetry,
    log: silentLog,
  };
  const ask = createGraph(needs);
  endpoint = openEndpoint({
    tools: [createFolders],
    graph: ask,
    batch: createBatch({ ...needs, graph: ask }),
    // The stand-in accepts an object id as a token.
    onBehalfOf: async () => ({ token: ana, scopes: consentedPermissions, expiresAt: 2e9 }),
  });
});
afterAll(() => graph.close());
afterEach(() => graph.control.reset());

const create = async (...names: string[]) =>
  textOf(await endpoint.handle(legacy('tools/call', { name: 'create_folders', arguments: { names } })));
const rounds = () => graph.log.filter(({ path }) => path.endsWith('/$batch')).length;
const foldersNamed = (word: string) =>
  graph.tenant
    .table(`/users/${ana}/mailFolders`)
    .all()
    .map((folder) => String(folder['displayName']))
    .filter((name) => name.startsWith(word))
    .toSorted();

describe('a batch with throttled parts', () => {
  it('retries only the throttled parts, so that each part takes effect once', async () => {
    const before = rounds();
    graph.control.fault({ kind: 'batch-throttle', count: 2 });
    expect(await create('North 1', 'North 2', 'North 3', 'North 4')).toBe('201, 201, 201, 201');
    expect(rounds() - before).toBe(2);
    expect(foldersNamed('North')).toEqual(['North 1', 'North 2', 'North 3', 'North 4']);
  });

  it('reports that a part that stays throttled had no effect', async () => {
    graph.control.fault({ kind: 'batch-throttle', count: 4 });
    expect(await create('South 1')).toBe('throttled unchanged');
    expect(await create('South 2', 'South 3')).toBe('201, 201');
    expect(foldersNamed('South')).toEqual(['South 2', 'South 3']);
  });
});
