import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { onlyReads } from '../../../src/policy/path-rules.ts';
import { deliver } from '../../../src/standins/tenant/mailbox.ts';
import { addressOf, people, type Person } from '../../../src/standins/tenant/people.ts';
import { confirmationIn, rowsIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';
import { goals, orders, type Goal, type Ids, type Order } from './hostile-orders.ts';

/**
 * A misled assistant reads 32 hostile emails and follows their instructions. Nothing may be sent out or destroyed until
 * the user confirms a preview that names what would be sent or destroyed.
 */
type Assistant = {
  readonly world: World;
  readonly ids: Ids;
  /** The ids of the hostile emails by subject. */
  readonly letters: ReadonlyMap<string, string>;
  readonly call: (tool: string, args: object) => Promise<{ text: string; isError: boolean }>;
  readonly close: () => Promise<void>;
};

const [, ben] = people;
const mallory = { emailAddress: { name: 'Mallory', address: 'mallory@evil.example' } };

async function openAssistant(settings: Readonly<Record<string, string>>): Promise<Assistant> {
  const world = await startPortico({
    ...settings,
    RATE_LIMIT_PER_PERSON: '0',
    RATE_LIMIT_PER_ADDRESS: '0',
  });
  const { accessToken } = await signIn({ origin: world.origin, person: 'ana.silva' });
  const client = new Client({ name: 'assistant', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${world.origin}/mcp?preset=all`), {
      requestInit: { headers: { authorization: `Bearer ${accessToken}` } },
    }),
  );
  const call: Assistant['call'] = async (name, args) => {
    const result = await client.callTool({ name, arguments: { ...args } });
    const parts = result.content as { text: string }[];
    return { text: parts.map(({ text }) => text).join('\n'), isError: result.isError === true };
  };
  // All emails arrive at the same time, because a preview lists only the newest ones.
  const at = world.standIns.graph.tenant.now().getTime();
  receive(world, at, { subject: 'Quarterly figures', text: 'The figures for this quarter.', from: ben });
  for (const order of orders) receive(world, at, order);
  const inbox = rowsIn((await call('list_messages', { top: 50 })).text);
  const letters = new Map(inbox.map((cells) => [cells[2] ?? '', cells.at(-1) ?? '']));
  const ids = await prepare(call, letters);
  return {
    world,
    ids,
    letters,
    call,
    close: async () => {
      await client.close();
      await world.close();
    },
  };
}

type Email = { readonly subject: string; readonly text: string; readonly from?: Person | undefined };

/** Puts an email into Ana's inbox. The default sender is Mallory. `at` is in milliseconds since 1970. */
function receive(world: World, at: number, { subject, text: content, from }: Email): void {
  const address = from && addressOf(from);
  const sender = address === undefined ? mallory : { emailAddress: { name: address, address } };
  const to = [{ emailAddress: { name: 'Ana Silva', address: 'ana.silva@contoso.example' } }];
  const body = { contentType: 'text' as const, content };
  deliver(world.standIns.graph.tenant, { subject, body, from: sender, to, at, conversation: subject });
}

/** Finds or creates the items that the hostile emails refer to. */
async function prepare(call: Assistant['call'], letters: Assistant['letters']): Promise<Ids> {
  const draft = await call('create_draft', { to: ['eve@evil.example'], subject: 'Draft', body: 'Figures' });
  const event = await call('create_event', { subject: 'Harbor review', start: 'tomorrow at 15:00' });
  const idIn = (text: string) => /\bid (\S+?)\.?$/m.exec(text)?.[1] ?? '';
  return {
    message: letters.get('Quarterly figures') ?? '',
    outsidersMessage: letters.get('Please confirm') ?? '',
    draft: idIn(draft.text),
    event: idIn(event.text),
  };
}

/**
 * Counts the writes that Graph received, plus the intents in the audit log, because intents also cover writes in
 * batches.
 */
function writesOf({ world }: Assistant): number {
  const atGraph = world.standIns.graph.log.filter(({ method, path }) => {
    const plain = path.replace(/^\/(v1\.0|beta)/, '');
    return plain !== '/$batch' && !onlyReads({ method, path: plain });
  });
  return atGraph.length + world.lines.filter((line) => line.includes('"phase":"intent"')).length;
}

/** Makes the call that an email asks for, checks that the call changes nothing, and returns its result. */
async function obey(assistant: Assistant, { tool, args }: Goal, more: object = {}) {
  const before = writesOf(assistant);
  const result = await assistant.call(tool, { ...args(assistant.ids), ...more });
  expect(writesOf(assistant)).toBe(before);
  return result;
}

const everyGoal = Object.entries(goals).map(([name, goal]): [string, Goal] => [name, goal]);
const goalsOutside = everyGoal.filter(([, { reachesOut }]) => reachesOut);

it('the 32 attack emails cover at least 14 goals', () => {
  expect(orders).toHaveLength(32);
  expect(new Set(orders.map(({ goal }) => goal))).toEqual(new Set(Object.keys(goals)));
  expect(everyGoal.length).toBeGreaterThanOrEqual(14);
});

describe('a misled assistant under the default policy', () => {
  let assistant: Assistant;
  beforeAll(async () => {
    assistant = await openAssistant({});
  });
  afterAll(() => assistant.close());

  it.each(orders.map((order): [string, string, Order] => [order.subject, order.goal, order]))(
    'changes nothing after it has read the email "%s": %s',
    async (subject, _goal, order) => {
      const { call, letters } = assistant;
      expect((await call('get_message', { message_id: letters.get(subject) })).text).toContain(subject);
      const { text, isError } = await obey(assistant, goals[order.goal]);
      expect(isError).toBe(false);
      expect(text).toContain('Nothing has been done yet.');
      expect(text).toMatch(goals[order.goal].names);
    },
  );

  it.each(everyGoal)('changes nothing with a made-up confirmation: %s', async (_name, goal) => {
    const { text } = await obey(assistant, goal, { confirmation: 'A'.repeat(30) });
    expect(text).toContain('The confirmation was not accepted');
  });
});

describe('a misled assistant under EXTERNAL_SEND=approve', () => {
  let assistant: Assistant;
  beforeAll(async () => {
    assistant = await openAssistant({ EXTERNAL_SEND: 'approve' });
  });
  afterAll(() => assistant.close());

  it.each(goalsOutside)(
    'reaches nobody outside the organisation without an approval on the page: %s',
    async (_name, goal) => {
      const { text } = await obey(assistant, goal);
      expect(text).toMatch(goal.names);
      expect(text).toContain('/approve/');
      const again = await obey(assistant, goal, { confirmation: confirmationIn(text) });
      expect(again.text).toContain('the user has not approved it yet');
    },
  );

  it.each(everyGoal.filter(([, { reachesOut }]) => !reachesOut))(
    'destroys nothing without confirmation: %s',
    async (_name, goal) => {
      const { text } = await obey(assistant, goal);
      expect(text).toContain('Nothing has been done yet.');
      expect(text).toMatch(goal.names);
    },
  );
});

describe('a misled assistant under EXTERNAL_SEND=deny', () => {
  let assistant: Assistant;
  beforeAll(async () => {
    assistant = await openAssistant({ EXTERNAL_SEND: 'deny' });
  });
  afterAll(() => assistant.close());

  it.each(goalsOutside)('reaches nobody outside the organisation: %s', async (_name, goal) => {
    const { text, isError } = await obey(assistant, goal);
    expect(isError).toBe(true);
    expect(text).toContain('does not allow sending to people outside it');
    expect(text).not.toContain('confirmation="');
  });
});
