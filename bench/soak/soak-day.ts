import { setTimeout as sleep } from 'node:timers/promises';

import type { Pool } from 'undici';

import type { StandIns } from '../../src/standins/start.ts';
import { folderAt, put, rootOf } from '../../src/standins/tenant/drive.ts';
import { driveId } from '../../src/standins/tenant/ids.ts';
import { docxOf, p } from '../../test/documents/office/office-files.ts';
import { signIn, type SignedIn } from '../../test/kit/oauth/sign-in.ts';
import { workers, type Worker } from '../faults/crowd.ts';
import { inParallel } from '../load/in-parallel.ts';
import { openPool, shoot, type Shot } from '../load/load.ts';
import { shot } from '../load/shots.ts';

const PEOPLE = 50;
/**
 * Pause between calls. Each person makes two calls per second, and all people together make a hundred calls per second.
 */
const PACE_MS = 500;
/** Calls per access token. A new token is fetched after ten minutes, although a token is valid for an hour. */
const CALLS_PER_TOKEN = 1_200;
const SIGNING_IN = 8;
const CONNECTIONS = 16;
const PROBLEMS_KEPT = 5;

export type Colleague = { readonly worker: Worker; readonly session: SignedIn; token: string };

export type Tally = { calls: number; refreshes: number; wrong: number; readonly problems: string[] };

/** Signs people in, each with a few files in their drive. */
export async function openDay(standIns: StandIns, origin: string): Promise<readonly Colleague[]> {
  const colleagues: Colleague[] = [];
  await inParallel(workers.slice(0, PEOPLE), SIGNING_IN, async (worker) => {
    fillDrive(standIns, worker);
    const session = await signIn({ origin, person: worker.person.alias });
    colleagues.push({ worker, session, token: session.accessToken });
  });
  return colleagues;
}

function fillDrive({ graph }: StandIns, { person: { oid: by } }: Worker): void {
  const { tenant } = graph;
  const drive = driveId(by);
  const folder = folderAt(tenant, drive, { from: rootOf(tenant, drive), names: ['Desk'], by });
  const files = {
    'notes.txt': Buffer.from('Nothing to add.\n'.repeat(2_000)),
    'letter.docx': Buffer.from(docxOf(p('Dear customers,').repeat(200))),
  };
  for (const [name, content] of Object.entries(files))
    put(tenant, drive, { name, by, at: new Date(), parent: folder.id, content });
}

type Deed = { readonly method?: string; readonly name?: string; readonly args?: object } & Pick<
  Shot,
  'expects' | 'fails'
>;

const mail: Deed = { name: 'list_messages', args: { top: 10 }, expects: 'content' };
const events: Deed = {
  name: 'list_events',
  args: { start: '2026-11-23', end: '2026-11-27', top: 10 },
  expects: 'content',
};
const me: Deed = { name: 'get_me', expects: '@contoso.example' };
const list: Deed = { method: 'tools/list', expects: '"tools"' };
const ping: Deed = { method: 'ping', expects: '"result"' };
const files: Deed = { name: 'list_files', args: { path: '/Desk' }, expects: 'letter.docx' };
const notes: Deed = {
  name: 'read_file_content',
  args: { item: '/Desk/notes.txt' },
  expects: 'Nothing to add',
};
const letter: Deed = {
  name: 'read_file_content',
  args: { item: '/Desk/letter.docx' },
  expects: 'Dear customers',
};
const missing: Deed = {
  name: 'get_file',
  args: { item: '/Desk/nowhere.txt' },
  expects: 'no such item',
  fails: true,
};
const store: Deed = {
  name: 'upload_file',
  args: { path: '/Desk/draft.txt', content: 'A first draft.', conflict: 'replace' },
  expects: 'Stored.',
};
const manager: Deed = { name: 'graph_get', args: { path: '/me/manager' }, expects: 'Mira Novak' };

/** The 43 calls of `day`: mostly mail and calendar, some files, and one document that the worker thread reads. */
const quarter: readonly Deed[] = [mail, events, me, mail, list, files, mail, ping, notes, manager];
const day: readonly Deed[] = [...quarter, store, ...quarter, missing, ...quarter, letter, ...quarter];

/** Runs calls at a constant rate for `ms`, on connections that are closed at the end. */
export async function work(colleagues: readonly Colleague[], origin: string, ms: number): Promise<Tally> {
  const tally: Tally = { calls: 0, refreshes: 0, wrong: 0, problems: [] };
  const pool = openPool(origin, CONNECTIONS);
  const end = performance.now() + ms;
  const live = async (colleague: Colleague, number: number): Promise<void> => {
    await sleep((number * PACE_MS) / colleagues.length);
    for (let n = number; performance.now() < end; n += 1) {
      const next = sleep(PACE_MS);
      // The calls of one person are sequential.
      // oxlint-disable-next-line no-await-in-loop
      await ask(colleague, n, { pool, tally });
      // oxlint-disable-next-line no-await-in-loop
      await next;
    }
  };
  await Promise.all(colleagues.map(live));
  await pool.destroy();
  return tally;
}

async function ask(
  colleague: Colleague,
  n: number,
  { pool, tally }: { readonly pool: Pool; readonly tally: Tally },
): Promise<void> {
  try {
    if (n % CALLS_PER_TOKEN === CALLS_PER_TOKEN - 1) {
      colleague.token = (await colleague.session.refresh()).accessToken;
      tally.refreshes += 1;
    }
    await shoot(pool, shotOf(day[n % day.length] ?? mail, colleague.token, n));
    tally.calls += 1;
  } catch (error) {
    tally.wrong += 1;
    if (tally.problems.length < PROBLEMS_KEPT) tally.problems.push(String(error));
  }
}

/** Alternates between the modern and the legacy protocol revision. */
function shotOf({ method = 'tools/call', name, args = {}, ...rest }: Deed, token: string, n: number): Shot {
  const legacy = method === 'ping' || n % 2 === 0;
  const params = name === undefined ? {} : { params: { name, arguments: args } };
  return { ...shot(token, method, { legacy, ...params }), ...rest };
}
