import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { build, type Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CLOSE_DEADLINE_MS, WAITING_LIMIT } from '../../src/telemetry/application-insights.ts';
import { startCollector, type Collector, type Envelope } from '../kit/collector.ts';
import { canaries, names, traceparent, type Order, type Outcome } from './sending-process.ts';

const [, traceId, callerSpan] = traceparent.split('-');
let folder: string;
let bundle: Metafile;
const collectors: Collector[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-telemetry-'));
  const built = await build({
    entryPoints: { main: 'test/built/sending-process.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outExtension: { '.js': '.mjs' },
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
    metafile: true,
    logLevel: 'error',
  });
  bundle = built.metafile;
});

afterAll(async () => {
  await Promise.all(collectors.map((collector) => collector.close()));
  await rm(folder, { recursive: true, force: true });
});

type Sent = Outcome & { log: readonly Record<string, unknown>[]; envelopes: readonly Envelope[] };

async function send(
  order: Partial<Order>,
  behave: Parameters<Collector['behave']>[0] = 'well',
): Promise<Sent> {
  const collector = await startCollector();
  collectors.push(collector);
  collector.behave(behave);
  const trusted = join(folder, `${new URL(collector.origin).port}.pem`);
  await writeFile(trusted, collector.certificate);
  const { connectionString } = collector;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(folder, 'main.mjs'), JSON.stringify({ connectionString, withIdentity: false, early: 0, ...order })],
    {
      env: { NODE_EXTRA_CA_CERTS: trusted, APPLICATION_INSIGHTS_NO_STATSBEAT: 'true' },
      timeout: 15_000,
    },
  );
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const outcome = lines.pop() as unknown as Outcome;
  return { ...outcome, log: lines, envelopes: collector.envelopes };
}

const ofType = (sent: Sent, type: string) => sent.envelopes.filter((envelope) => envelope.type === type);

describe('telemetry to Application Insights', () => {
  let sent: Sent;
  beforeAll(async () => {
    sent = await send({});
  });

  it('sends each item as an envelope of the right type', () => {
    const counts: Record<string, number> = {};
    for (const { type } of sent.envelopes) counts[type] = (counts[type] ?? 0) + 1;
    expect(counts).toMatchObject({
      RequestData: 2,
      RemoteDependencyData: 22,
      ExceptionData: 21,
      EventData: 1,
    });
    expect(sent.log).toEqual([]);
  });

  it('describes a request and its outcome', () => {
    const [served, failed] = ofType(sent, 'RequestData');
    expect(served?.data).toMatchObject({
      name: 'POST /mcp',
      responseCode: '200',
      success: true,
      duration: '00:00:00.025',
      url: 'https://mcp.contoso.example/mcp',
      properties: { requestId: 'request-1' },
    });
    expect(failed?.data).toMatchObject({ responseCode: '503', success: false });
    expect(served?.tags).toMatchObject({ 'ai.cloud.role': 'portico', 'ai.application.ver': '1.2.3' });
  });

  it('describes a dependency call and its outcome', () => {
    const [graph] = ofType(sent, 'RemoteDependencyData');
    const entra = ofType(sent, 'RemoteDependencyData').find(({ data }) => data['target'] === 'Entra');
    expect(graph?.data).toMatchObject({
      target: 'Graph',
      name: 'GET /me/messages',
      resultCode: '200',
      success: true,
    });
    expect(entra?.data).toMatchObject({
      target: 'Entra',
      name: 'On-Behalf-Of',
      resultCode: '503',
      success: false,
    });
  });

  it("makes the request a child of the caller's span, and makes all other items children of the request", () => {
    const [request] = ofType(sent, 'RequestData');
    expect(request?.tags).toMatchObject({ 'ai.operation.id': traceId, 'ai.operation.parentId': callerSpan });
    const within = { 'ai.operation.id': traceId, 'ai.operation.parentId': request?.data['id'] };
    for (const type of ['RemoteDependencyData', 'ExceptionData', 'EventData'])
      expect(ofType(sent, type)[0]?.tags, type).toMatchObject(within);
  });

  it('creates one trace per request if the caller sent no trace context', () => {
    const request = ofType(sent, 'RequestData')[1];
    const dependency = ofType(sent, 'RemoteDependencyData').find(({ data }) => data['target'] === 'Entra');
    expect(request?.tags['ai.operation.id']).toMatch(/^[0-9a-f]{32}$/);
    expect(dependency?.tags).toMatchObject({
      'ai.operation.id': request?.tags['ai.operation.id'],
      'ai.operation.parentId': request?.data['id'],
    });
  });

  it('sends no token, code or email address', () => {
    const everything = JSON.stringify(sent.envelopes);
    expect(ofType(sent, 'ExceptionData')).toHaveLength(21);
    for (const canary of Object.values(canaries)) expect(everything).not.toContain(canary);
  });

  it('sends no name from the path or query of a request to Graph', () => {
    const described = new Set(ofType(sent, 'RemoteDependencyData').map(({ data }) => data['name']));
    expect(described).toContain('GET /users/{id}/messages');
    expect(JSON.stringify(ofType(sent, 'ExceptionData'))).toContain('/users/{id}/messages failed');
    const everything = JSON.stringify(sent.envelopes);
    expect(names.filter((name) => everything.includes(name))).toEqual([]);
  });

  it('does not sign in without an identity', () => {
    expect(sent.audiences).toEqual([]);
    expect(sent.envelopes[0]?.authorization).toBeUndefined();
  });
});

describe('telemetry to a real collector', () => {
  it('signs in with the configured identity', async () => {
    const sent = await send({ withIdentity: true });
    expect(new Set(sent.audiences)).toEqual(new Set(['https://monitor.azure.com/.default']));
    expect(new Set(sent.envelopes.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer token-of-the-identity']),
    );
  });

  it('queues items up to a limit until the SDK is loaded, and logs how many items were dropped', async () => {
    const sent = await send({ early: WAITING_LIMIT + 5 });
    expect(sent.envelopes.filter(({ data }) => data['name'] === 'early')).toHaveLength(WAITING_LIMIT);
    expect(sent.log).toMatchObject([{ level: 'warn', event: 'telemetry.dropped', items: 6 }]);
  });

  it.each([
    { failure: 'never responds', behave: 'hang' as const },
    { failure: 'responds with 503', behave: 503 },
    { failure: 'responds with 401', behave: 401 },
  ])('keeps working when the collector $failure', async ({ behave }) => {
    const sent = await send({}, behave);
    expect(sent.envelopes).toEqual([]);
    expect(sent.closeMs).toBeLessThan(CLOSE_DEADLINE_MS + 1_000);
  });

  it('keeps working and logs a warning when no collector is reachable', async () => {
    const connectionString =
      'InstrumentationKey=00000000-0000-4000-8000-000000000001;IngestionEndpoint=https://127.0.0.1:9/';
    const sent = await send({ connectionString });
    expect(sent.log).toContainEqual(expect.objectContaining({ event: 'telemetry.refused', level: 'warn' }));
    expect(sent.closeMs).toBeLessThan(CLOSE_DEADLINE_MS + 1_000);
  });

  it.each([
    [
      'plain http',
      'InstrumentationKey=00000000-0000-4000-8000-000000000001;IngestionEndpoint=http://127.0.0.1:9/',
    ],
    ['no key', 'IngestionEndpoint=https://127.0.0.1:9/'],
    ['arbitrary text', 'arbitrary text'],
  ])('keeps working and logs what is wrong with the connection string: %s', async (_, connectionString) => {
    const sent = await send({ connectionString });
    expect(sent.log).toMatchObject([{ level: 'error', event: 'telemetry.misconfigured' }]);
    expect(sent.log[0]?.['problem']).toMatch(
      /^No telemetry is sent: correct APPLICATIONINSIGHTS_CONNECTION_STRING \(.+\)\.$/,
    );
  });

  it('does not load the SDK at startup', () => {
    const entry = Object.values(bundle.outputs).find(
      ({ entryPoint }) => entryPoint === 'test/built/sending-process.ts',
    );
    const loadedAtOnce = new Set<string>();
    const follow = (output: Metafile['outputs'][string] | undefined) => {
      for (const { path, kind } of output?.imports ?? []) {
        if (kind !== 'import-statement' || loadedAtOnce.has(path)) continue;
        loadedAtOnce.add(path);
        follow(bundle.outputs[path]);
      }
    };
    follow(entry);
    const inputs = [...loadedAtOnce].flatMap((path) => Object.keys(bundle.outputs[path]?.inputs ?? {}));
    expect(inputs).toContain('src/telemetry/redact.ts');
    expect(inputs.filter((path) => path.includes('node_modules'))).toEqual([]);
    expect(entry?.imports.some(({ kind }) => kind === 'dynamic-import')).toBe(true);
  });
});
