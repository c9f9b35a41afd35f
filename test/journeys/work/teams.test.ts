import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { confirmationIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

let world: World;
const tokens = new Map<string, string>();
beforeAll(async () => {
  world = await startPortico({
    EXTERNAL_SEND: 'confirm',
    RATE_LIMIT_PER_PERSON: '0',
    RATE_LIMIT_PER_ADDRESS: '0',
  });
  for (const person of ['ana.silva', 'ben.okafor']) {
    // oxlint-disable-next-line no-await-in-loop
    const { accessToken } = await signIn({ origin: world.origin, person });
    tokens.set(person, accessToken);
  }
});
afterAll(() => world.close());

const callAs = async (person: string, name: string, args: Record<string, unknown> = {}) => {
  const token = tokens.get(person) ?? '';
  const { text, isError } = await resultOf(
    await postMcp(world, toolCall(name, args), { token, query: '?preset=all' }),
  );
  expect(isError, text).toBe(false);
  return text;
};
const ana = (name: string, args?: Record<string, unknown>) => callAs('ana.silva', name, args);
const ben = (name: string, args?: Record<string, unknown>) => callAs('ben.okafor', name, args);

describe('a signed-in user', () => {
  it('finds teams, channels and members by the names shown in lists', async () => {
    expect(await ana('list_teams')).toContain('Project Harbor | ');
    expect(await ana('list_channels', { team: 'Project Harbor' })).toContain('Launch | standard');
    expect(await ana('list_team_members', { team: 'Project Harbor' })).toContain(
      'Ana Silva | ana.silva@contoso.example | owner',
    );
  });

  it('creates a channel and has a conversation with a colleague in it', async () => {
    await ana('create_channel', { team: 'Project Harbor', name: 'Journey' });
    const place = { team: 'Project Harbor', channel: 'Journey' };
    await ana('send_channel_message', { ...place, body: '@Ben Okafor is the **build** green?' });
    const seen = await ben('list_channel_messages', { ...place, since: 'today' });
    expect(seen).toContain('@Ben Okafor is the build green?');
    const [, id] = /, id (\d+)/.exec(seen) ?? [];
    await ben('send_channel_message', { ...place, body: 'Yes.', reply_to: id });
    expect(await ana('list_channel_messages', place)).toMatch(/1 reply:\n {2}- Ben Okafor, .*: Yes\./);
    expect(await ana('list_channel_messages', { ...place, thread: id })).toContain('\nYes.');
  });

  it('writes in a chat, and the other member can read the message and sees the chat at the top of the list', async () => {
    await ana('send_chat_message', { to: ['ben.okafor@contoso.example'], body: 'One last question' });
    expect(await ben('list_chats')).toMatch(
      /chat \| kind \| last \| message \| id\nAna Silva \| one-on-one \| .* Ana Silva: One last question/,
    );
    expect(await ben('list_chat_messages', { chat: 'Ana Silva' })).toContain('One last question');
  });

  it('creates a group chat, and sends a message to the chat by naming its topic', async () => {
    await ana('create_chat', { people: ['Ben Okafor', 'Chen Wei'], topic: 'Night shift' });
    await ana('send_chat_message', { to: 'Night shift', body: 'Hello both' });
    expect(await ben('list_chat_messages', { chat: 'Night shift' })).toContain('Hello both');
  });

  it('sends a message to a chat with an external member only after confirmation', async () => {
    const args = { to: ['Petra Lindqvist'], body: 'See you on Wednesday' };
    const preview = await ana('send_chat_message', args);
    expect(preview).toContain('Nothing has been done yet. send_chat_message would:');
    expect(preview).toContain('Outside: Petra Lindqvist <petra.lindqvist@northwind.example>.');
    expect(await ana('list_chat_messages', { chat: 'Petra Lindqvist' })).not.toContain('Wednesday');
    const confirmation = confirmationIn(preview);
    expect(await ana('send_chat_message', { ...args, confirmation })).toContain('Sent in the chat');
    expect(await ana('list_chat_messages', { chat: 'Petra Lindqvist' })).toContain('See you on Wednesday');
  });

  it('shows a status message to colleagues', async () => {
    await ana('set_status_message', { message: 'On the quay', expires: 'in 2 hours' });
    expect(await ben('get_presence', { people: ['Ana Silva', 'Mira Novak'] })).toMatch(
      /Ana Silva \| available \| On the quay\nMira Novak \| busy, in a meeting \| /,
    );
  });

  it('leaves no message text in the logs', () => {
    const logged = world.lines.join('\n');
    for (const words of ['is the build green', 'One last question', 'See you on Wednesday', 'On the quay'])
      expect(logged).not.toContain(words);
  });
});
