import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { folderAt, itemAt, put, rootOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, resultOf, toolCall, type World } from '../../kit/start-portico.ts';
import { patternOf, resourceIn } from '../../tools/files/fixtures.ts';
import { oidOf } from '../../kit/people/named-people.ts';

/** The file is slightly larger than ten parts, so it is copied in eleven. */
const content = patternOf(52 * 1_048_576);

let world: World;
let token: string;
let source: string;
beforeAll(async () => {
  world = await startPortico();
  token = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
  const oid = oidOf('ana.silva');
  const { tenant } = world.standIns.graph;
  const drive = driveId(oid);
  const folder = folderAt(tenant, drive, { from: rootOf(tenant, drive), names: ['Films'], by: oid });
  put(tenant, drive, { name: 'film.bin', by: oid, at: new Date(), parent: folder.id, content });
  const file = await resultOf(
    await postMcp(world, toolCall('get_file', { item: '/Films/film.bin' }), { token }),
  );
  source = resourceIn(file.text);
});
afterAll(() => world.close());

const until = async (sign: () => boolean) => {
  while (!sign()) await new Promise((resolve) => setImmediate(resolve));
};
const parts = () =>
  world.standIns.graph.log.filter(({ method, path }) => method === 'PUT' && path.startsWith('/upload/'))
    .length;
/** Returns how many upload_file calls have ended, according to the audit log. */
const ends = () =>
  world.lines
    .map((line) => (JSON.parse(line) as { audit?: { phase: string; action: { tool: string } } }).audit)
    .filter((audit) => audit?.phase === 'outcome' && audit.action.tool === 'upload_file').length;

const headers = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};
const legacy = (path: string) => ({
  headers: { ...headers, 'mcp-protocol-version': '2025-11-25' },
  message: toolCall('upload_file', { path, source }),
});
const modern = (path: string) => {
  const message = toolCall('upload_file', { path, source });
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return {
    headers: {
      ...headers,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'upload_file',
    },
    message: { ...message, params: { ...message.params, _meta } },
  };
};

type ToolRequest = ReturnType<typeof legacy> | ReturnType<typeof modern>;

/** Sends the call on its own connection and returns a function that closes the connection. */
function overHttp({ headers: given, message }: ToolRequest): () => void {
  const request = httpRequest(`${world.origin}/mcp`, {
    method: 'POST',
    headers: { ...given, authorization: `Bearer ${token}` },
  });
  request.on('error', () => {});
  request.end(JSON.stringify(message));
  return () => request.destroy();
}

/** Sends the call like a host that reports an aborted request through a signal. */
function byHost({ headers: given, message }: ToolRequest): () => void {
  const controller = new AbortController();
  const request = new Request(`${world.origin}/mcp`, {
    method: 'POST',
    headers: { ...given, authorization: `Bearer ${token}` },
    body: JSON.stringify(message),
  });
  const requestContext = {
    requestId: 'given-up',
    address: '127.0.0.1',
    traceparent: undefined,
    signal: controller.signal,
  };
  void world.portico.app(request, requestContext);
  return () => controller.abort(new Error('gone'));
}

describe('a copy', () => {
  it.each([
    ['a 2025-11-25 client that closes its connection', overHttp, legacy],
    ['a 2026-07-28 client that closes its stream', overHttp, modern],
    ['a host that aborts the request', byHost, modern],
  ] as const)('stops halfway when it is cancelled: %s', async (who, send, requestOf) => {
    const path = `/Films/${who}.bin`;
    const [before, endsBefore] = [parts(), ends()];
    const leave = send(requestOf(path));
    await until(() => parts() >= before + 2);
    const arrived = parts();
    leave();
    await until(() => ends() > endsBefore);
    // The server still responds, and at most the part in progress has arrived since the cancellation.
    const { isError } = await resultOf(await postMcp(world, toolCall('get_me'), { token }));
    expect(isError).toBe(false);
    expect(parts() - arrived).toBeLessThanOrEqual(1);
    expect(parts() - before).toBeLessThan(9);
    const oid = oidOf('ana.silva');
    expect(itemAt(world.standIns.graph.tenant, driveId(oid), `root:${path}`)).toBeUndefined();
  });

  it('is completed if the client waits', async () => {
    const before = parts();
    const { text } = await resultOf(
      await postMcp(world, toolCall('upload_file', { path: '/Films/whole.bin', source }), { token }),
    );
    expect(text).toMatch(/^Stored\./);
    expect(parts() - before).toBe(11);
  });
});
