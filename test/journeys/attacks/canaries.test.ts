import { afterAll, beforeAll, expect, it } from 'vitest';

import { obtainCode, signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, toolCall, type World } from '../../kit/start-portico.ts';

let world: World;
beforeAll(async () => {
  world = await startPortico({ LOG_LEVEL: 'debug', EXTERNAL_SEND: 'allow' });
});
afterAll(() => world.close());

const CANARY = 'canary-7c1d9e4f';

it.each(['CanaryOfLetters', 'canary.of.letters', '4711081547110815', 'canary4711'])(
  'no path segment is written to the log or the audit log: %s',
  async (canary) => {
    const { accessToken: token } = await signIn({ origin: world.origin, person: 'ana.silva' });
    const from = world.lines.length;
    const paths = [
      `/users/${canary}/messages`,
      `/me/mailFolders/${canary}/messages`,
      `/sites/${canary}:/${canary}`,
    ];
    for (const path of paths) await postMcp(world, toolCall('graph_get', { path }), { token });
    await fetch(`${world.origin}/${canary}/${canary}`);
    const written = world.lines.slice(from);
    expect(written.join('')).toContain('graph_get');
    expect(written.filter((line) => line.includes(canary))).toEqual([]);
  },
);

it('no token, code, secret, message or argument is written to the log or the audit log', async () => {
  const held = await obtainCode({ origin: world.origin, person: 'ana.silva' });
  const session = await held.redeem();
  const { accessToken: token, refreshToken } = session;
  const mail = {
    to: [`${CANARY}@fabrikam.example`],
    subject: `${CANARY} subject`,
    body: `${CANARY} body`,
  };
  const calls = [
    toolCall('send_mail', mail),
    toolCall('list_messages', { folder: CANARY }),
    toolCall('list_messages', { [CANARY]: CANARY }),
    toolCall('get_message', { message_id: CANARY }),
    toolCall('graph_get', { path: `/me/messages/${CANARY}` }),
    toolCall('list_messages'),
    toolCall(CANARY),
  ];
  for (const call of calls) await postMcp(world, call, { token });
  world.standIns.graph.control.fault({ kind: 'wrong-json' });
  await postMcp(world, toolCall('get_me'), { token });
  world.standIns.graph.control.reset();
  await postMcp(world, undefined, { token, body: `{"${CANARY}` });
  await postMcp(world, toolCall('get_me'), { token: `${CANARY}.a.b` });
  await fetch(
    `${world.origin}/authorize?client_id=${CANARY}&state=${CANARY}&redirect_uri=https://${CANARY}.example/`,
  );
  await fetch(`${world.origin}/${CANARY}?x=${CANARY}`);
  await fetch(`${world.origin}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'authorization_code', code: CANARY, code_verifier: CANARY }),
  });
  const rotated = await session.refresh();

  const written = world.lines.join('\n');
  expect(written).toContain('"audit"');
  expect(written).toContain('send_mail');
  const secrets = [
    token,
    refreshToken,
    rotated.accessToken,
    rotated.refreshToken,
    held.code,
    world.standIns.entra.clientSecret,
  ];
  // The audit log names a recipient's domain by design, but not the recipient's address.
  const leaks = world.lines.filter((line) => [CANARY, ...secrets].some((secret) => line.includes(secret)));
  expect(leaks).toEqual([]);
  expect(written).not.toMatch(/eyJ[\w-]{20,}/);
  expect(written).not.toContain('Budget');
});
