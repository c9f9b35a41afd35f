import { afterAll, beforeAll, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../../src/standins/start.ts';
import { folderAt, itemAt, itemsOf, put, rootOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { startTableService, type TableService } from '../../state/table-service.ts';
import { freePort } from '../../kit/free-port.ts';
import { startServer } from '../../kit/server.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, toolCall } from '../../kit/start-portico.ts';
import { patternOf } from '../../tools/files/fixtures.ts';
import { oidOf } from '../../kit/people/named-people.ts';

let standIns: StandIns;
let tables: TableService;
beforeAll(async () => {
  [standIns, tables] = await Promise.all([startStandIns(), startTableService()]);
});
afterAll(() => Promise.all([standIns.close(), tables.close()]));

const content = patternOf(64 * 1_048_576 + 11);

/** Puts the source file into Ana's drive and returns the drive. */
function putSource(): string {
  const oid = oidOf('ana.silva');
  const drive = driveId(oid);
  const { tenant } = standIns.graph;
  const folder = folderAt(tenant, drive, { from: rootOf(tenant, drive), names: ['Films'], by: oid });
  put(tenant, drive, { name: 'film.bin', by: oid, at: new Date(), parent: folder.id, content });
  return drive;
}

/** Waits until `parts` parts of the upload have arrived. */
async function arrived(parts: number): Promise<void> {
  const isPart = ({ method, path }: { method: string; path: string }) =>
    method === 'PUT' && path.startsWith('/upload/');
  while (standIns.graph.log.filter(isPart).length < parts) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('killing the host during an upload neither loses nor duplicates data', async () => {
  const drive = putSource();
  const port = await freePort();
  const start = () =>
    startServer({
      port,
      settings: { ...standIns.settings, STATE_TABLES_URL: tables.url, LOG_LEVEL: 'error' },
    });
  const first = await start();
  const { accessToken } = await signIn({ origin: first.origin, person: 'ana.silva' });
  const ask = async (name: string, args: Record<string, unknown>) =>
    resultOf(await postMcp(first, toolCall(name, args), { token: accessToken }));
  const { text } = await ask('get_file', { item: '/Films/film.bin' });
  const source = /^Resource: (\S+)/.exec(text)?.[1] ?? '';
  const upload = { path: '/Films/copy.bin', source };

  const outcome = ask('upload_file', upload).then(
    () => 'completed',
    () => 'disconnected',
  );
  await arrived(2);
  process.kill(first.pid, 'SIGKILL');
  expect(await outcome).toBe('disconnected');
  expect(itemAt(standIns.graph.tenant, drive, 'root:/Films/copy.bin')).toBeUndefined();

  const second = await start();
  try {
    expect((await ask('upload_file', upload)).text).toMatch(/^Stored\./);
    const names = itemsOf(standIns.graph.tenant, drive)
      .all()
      .map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('copy'))).toEqual(['copy.bin']);
    const copy = itemAt(standIns.graph.tenant, drive, 'root:/Films/copy.bin');
    expect(copy?.$content?.equals(content)).toBe(true);
  } finally {
    await second.stop();
  }
});
