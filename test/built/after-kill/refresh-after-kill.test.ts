import { afterAll, beforeAll, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../../src/standins/start.ts';
import { addressOf, people } from '../../../src/standins/tenant/people.ts';
import { startTableService, type TableService } from '../../state/table-service.ts';
import { freePort } from '../../kit/free-port.ts';
import { startServer, type RunningServer } from '../../kit/server.ts';
import { signIn, type SignedIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, toolCall } from '../../kit/start-portico.ts';
import { mailOf } from '../../kit/people/named-people.ts';

let standIns: StandIns;
let tables: TableService;
beforeAll(async () => {
  [standIns, tables] = await Promise.all([startStandIns(), startTableService()]);
});
afterAll(() => Promise.all([standIns.close(), tables.close()]));

/** How many table requests the host makes before each kill. */
const killPoints = [9, 2, 31, 1, 17];
/** Two clients per person. */
const aliases = ['ana.silva', 'ben.okafor', 'chen.wei', 'hana.sato'].flatMap((alias) => [alias, alias]);

/** A host that restarts at the same address after it is killed. */
type Host = { readonly origin: string; server: Promise<RunningServer>; closing: boolean };

async function startHost(): Promise<Host & { kill(): Promise<void> }> {
  const port = await freePort();
  const limits = { RATE_LIMIT_PER_PERSON: '0', RATE_LIMIT_PER_ADDRESS: '0' };
  const settings = { ...standIns.settings, ...limits, STATE_TABLES_URL: tables.url, LOG_LEVEL: 'error' };
  const start = () => startServer({ port, settings });
  const first = await start();
  const host: Host = { origin: first.origin, server: Promise.resolve(first), closing: false };
  const kill = async () => {
    const server = await host.server;
    process.kill(server.pid, 'SIGKILL');
    host.server = server.stop().then(start);
  };
  return Object.assign(host, { kill });
}

type Outcome = 'sent' | 'not sent' | 'not known';

/** One person's client, with its results. */
type Client = {
  readonly address: string;
  readonly session: SignedIn;
  token: string;
  refreshed: number;
  /** Number of refreshes that got no response. */
  lost: number;
  readonly refusals: string[];
  /** Responses that are about another person. */
  readonly misdirected: string[];
  readonly mails: { readonly subject: string; readonly outcome: Outcome }[];
};

async function connectClient({ origin }: Host, alias: string): Promise<Client> {
  const session = await signIn({ origin, person: alias });
  const address = mailOf(alias);
  const noResults = { refreshed: 0, lost: 0, refusals: [], misdirected: [], mails: [] };
  return { address, session, token: session.accessToken, ...noResults };
}

/** Refreshes with the current token, and keeps this token for the next attempt if the connection breaks. */
async function refresh(client: Client): Promise<void> {
  try {
    client.token = (await client.session.refresh()).accessToken;
    client.refreshed += 1;
  } catch (error) {
    const { code } = error as { code?: unknown };
    const passes = code === undefined || code === 'server_error' || code === 'temporarily_unavailable';
    if (passes) client.lost += 1;
    else client.refusals.push(String(error));
  }
}

/** Calls a tool; returns undefined if there was no response. */
async function call(host: Host, client: Client, name: string, args: Record<string, unknown> = {}) {
  try {
    return await resultOf(await postMcp(host, toolCall(name, args), { token: client.token }));
  } catch {
    return undefined;
  }
}

async function askWhoIAm(host: Host, client: Client): Promise<void> {
  const answer = await call(host, client, 'get_me');
  if (answer !== undefined && !answer.isError && !answer.text.includes(client.address))
    client.misdirected.push(answer.text);
}

async function send(host: Host, client: Client, number: number): Promise<void> {
  const subject = `note ${number} of ${client.session.clientId.slice(-12)}`;
  const answer = await call(host, client, 'send_mail', { to: [client.address], subject, body: 'b' });
  const open = answer === undefined || /is not known/.test(answer.text);
  client.mails.push({ subject, outcome: open ? 'not known' : answer.isError ? 'not sent' : 'sent' });
}

/** Keeps making calls until the test ends; waits while the host is down. */
async function work(host: Host, client: Client): Promise<void> {
  for (let n = 0; !host.closing; n += 1) {
    await host.server;
    await refresh(client);
    await (n % 3 === 0 ? send(host, client, n) : askWhoIAm(host, client));
  }
}

/** Kills the host repeatedly, each time after the next number of table requests in `killPoints`. */
async function killRepeatedly(host: Awaited<ReturnType<typeof startHost>>): Promise<void> {
  for (const point of killPoints) {
    await host.server;
    const from = tables.log.length;
    while (tables.log.length < from + point) await new Promise((resolve) => setImmediate(resolve));
    await host.kill();
  }
  await host.server;
  host.closing = true;
}

/** Returns how many copies of a message are in Sent Items. */
function timesSent({ address }: Client, subject: string): number {
  const oid = people.find((one) => addressOf(one) === address)?.oid;
  const { tenant } = standIns.graph;
  const folders = tenant.table(`/users/${oid}/mailFolders`).all();
  const sentItems = folders.find((folder) => folder['displayName'] === 'Sent Items')?.id;
  const messages = tenant.table(`/users/${oid}/messages`).all();
  return messages.filter((one) => one['subject'] === subject && one['parentFolderId'] === sentItems).length;
}

it('killing the host during refreshes signs nobody out and sends nothing twice', async () => {
  const host = await startHost();
  try {
    const clients = await Promise.all(aliases.map((alias) => connectClient(host, alias)));
    const families = () =>
      [...tables.entities.keys()].filter((key) => key.startsWith('porticofamilies/')).length;
    expect(families()).toBe(clients.length);
    await Promise.all([killRepeatedly(host), ...clients.map((client) => work(host, client))]);

    // Shows that the kills did interrupt refreshes.
    expect(clients.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThanOrEqual(killPoints.length);
    for (const client of clients) {
      const before = client.refreshed;
      await refresh(client);
      expect([client.refreshed, client.refusals]).toEqual([before + 1, []]);
      const me = await call(host, client, 'get_me');
      expect(me?.text).toContain(client.address);
      expect(client.misdirected).toEqual([]);
      for (const { subject, outcome } of client.mails) {
        const expected = outcome === 'sent' ? [1] : outcome === 'not sent' ? [0] : [0, 1];
        expect(expected, `${subject}, outcome: ${outcome}`).toContain(timesSent(client, subject));
      }
    }
    expect(families()).toBe(clients.length);
  } finally {
    await (await host.server).stop();
  }
}, 60_000);
