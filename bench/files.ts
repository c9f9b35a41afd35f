import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import { startStandIns, type StandIns } from '../src/standins/start.ts';
import { folderAt, itemAt, itemsOf, put, rootOf } from '../src/standins/tenant/drive.ts';
import { driveId } from '../src/standins/tenant/ids.ts';
import { oidOf } from '../test/kit/people/named-people.ts';
import { startServer, type RunningServer } from '../test/kit/server.ts';
import { signIn } from '../test/kit/oauth/sign-in.ts';
import { noLimits } from './load/no-limits.ts';
import { cpuMs, memoryMb } from './figures/process-figures.ts';
import { against, keep, printTable } from './figures/report.ts';
import { round } from './figures/statistics.ts';

const MEGABYTE = 1_048_576;
const LARGE_BYTES = 100 * MEGABYTE;
const GROWTH_BUDGET_MB = 60;

type Figures = { readonly seconds: number; readonly cpuSeconds: number; readonly growthMb: number };

/**
 * Copies a 100 MB file within a drive, and reads another 100 MB file page by page. Rejects if memory grows beyond
 * the budget or a byte is missing.
 */
export async function measureFiles(): Promise<void> {
  const standIns = await startStandIns();
  const server = await startServer({
    settings: { ...standIns.settings, ...noLimits, LOG_LEVEL: 'error' },
  });
  try {
    const drive = fill(standIns);
    const call = caller(server, (await signIn({ origin: server.origin, person: 'ana.silva' })).accessToken);
    // Warms up both operations, because memory that is allocated only once does not count as growth.
    await call('upload_file', { path: '/Bench/warm.bin', source: await call.resource('/Bench/small.bin') });
    await readFrom(LARGE_BYTES - 500 * 20_000, call);
    const upload = await observed(server, async () => {
      const source = await call.resource('/Bench/film.bin');
      await call('upload_file', { path: '/Bench/copy.bin', source });
    });
    if (hashAt(standIns, drive, 'copy.bin') !== hashAt(standIns, drive, 'film.bin'))
      throw new Error('The copy differs from the original.');
    const reading = await observed(server, () => readFrom(0, call));
    printResults({ upload, reading });
  } finally {
    await server.stop();
    await standIns.close();
  }
}

/** Puts the files into Ana's drive, and returns the drive's id. */
function fill({ graph }: StandIns): string {
  const oid = oidOf('ana.silva');
  const drive = driveId(oid);
  const folder = folderAt(graph.tenant, drive, {
    from: rootOf(graph.tenant, drive),
    names: ['Bench'],
    by: oid,
  });
  const period = Buffer.from(Array.from({ length: 65_521 }, (_, at) => (at * 31 + (at >> 8)) & 0xff));
  const files = {
    'small.bin': Buffer.alloc(6 * MEGABYTE, period),
    'film.bin': Buffer.alloc(LARGE_BYTES, period),
    'text.log': Buffer.alloc(LARGE_BYTES, `${'all work and no play '.repeat(4)}\n`),
  };
  for (const [name, content] of Object.entries(files))
    put(graph.tenant, drive, { name, by: oid, at: new Date(), parent: folder.id, content });
  return drive;
}

function hashAt({ graph }: StandIns, drive: string, name: string): string {
  const item = itemAt(graph.tenant, drive, `root:/Bench/${name}`);
  if (item === undefined || itemsOf(graph.tenant, drive).get(item.id) === undefined) return `no ${name}`;
  return createHash('sha256')
    .update(item.$content ?? '')
    .digest('hex');
}

async function readFrom(begin: number, call: Caller): Promise<void> {
  let offset = begin;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const text = await call('read_file_content', { item: '/Bench/text.log', offset });
    const next = /offset=(\d+)/.exec(text)?.[1];
    if (next === undefined) break;
    if (Number(next) <= offset) throw new Error('The next page does not begin after this one.');
    offset = Number(next);
  }
  if (offset < LARGE_BYTES - 20_000) throw new Error(`The pages end at byte ${offset}.`);
}

type Caller = ((name: string, args: object) => Promise<string>) & {
  readonly resource: (item: string) => Promise<string>;
};

function caller({ origin }: RunningServer, token: string): Caller {
  const call = async (name: string, args: object): Promise<string> => {
    const response = await fetch(`${origin}/mcp?preset=all`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-11-25',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name, arguments: args },
      }),
    });
    const { result } = (await response.json()) as {
      result?: { content: { text?: string }[]; isError?: boolean };
    };
    const text = result?.content[0]?.text ?? `HTTP ${response.status}`;
    if (result === undefined || result.isError === true || text.startsWith('Not finished'))
      throw new Error(`${name}: ${text}`);
    return text;
  };
  const resource = async (item: string) =>
    /^Resource: (\S+)/.exec(await call('get_file', { item, sharing: false }))?.[1] ?? '';
  return Object.assign(call, { resource });
}

async function observed({ pid }: RunningServer, work: () => Promise<void>): Promise<Figures> {
  // Resets the peak value of resident memory (proc(5), /proc/pid/clear_refs).
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const before = memoryMb(pid).now;
  const [began, cpu] = [performance.now(), cpuMs(pid)];
  await work();
  return {
    seconds: round((performance.now() - began) / 1_000),
    cpuSeconds: round((cpuMs(pid) - cpu) / 1_000),
    growthMb: Math.max(0, round(memoryMb(pid).peak - before)),
  };
}

function printResults(figures: Readonly<Record<'upload' | 'reading', Figures>>): void {
  const names = { upload: 'server-side upload of 100 MB', reading: '100 MB read page by page' };
  const rows = (['upload', 'reading'] as const).map((what) => {
    const { seconds, cpuSeconds, growthMb } = figures[what];
    return [names[what], seconds, cpuSeconds, growthMb, against(GROWTH_BUDGET_MB, growthMb)];
  });
  printTable(['', 'seconds', 'CPU s', 'peak growth MB', 'budget'], rows);
  keep('files', { budgetMb: GROWTH_BUDGET_MB, ...figures });
  const over = Object.values(figures).some(({ growthMb }) => growthMb > GROWTH_BUDGET_MB);
  if (over) throw new Error(`Memory grew by more than ${GROWTH_BUDGET_MB} MB.`);
}
