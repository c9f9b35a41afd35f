import { afterAll, beforeAll, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../../src/standins/start.ts';
import { startServer } from '../../kit/server.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, toolCall } from '../../kit/start-portico.ts';

let standIns: StandIns;
beforeAll(async () => {
  standIns = await startStandIns();
});
afterAll(() => standIns.close());

type Event = {
  readonly phase: string;
  readonly outcome?: string;
  readonly action: { readonly tool: string };
};

function eventsIn(output: string, tool: string): readonly Event[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{"audit"'));
  const events = lines.map((line) => (JSON.parse(line) as { audit: Event }).audit);
  return events.filter(({ action }) => action.tool === tool);
}

it('stopping the host during a long write records that the outcome of the write is unknown', async () => {
  const server = await startServer({ settings: standIns.settings });
  const { accessToken: token } = await signIn({ origin: server.origin, person: 'ana.silva' });
  standIns.graph.control.fault({ kind: 'hang', method: 'POST', afterEffect: true });
  const call = postMcp(server, toolCall('create_todo_task', { title: 'Call the bank' }), { token });
  const failed = expect(call).rejects.toThrow();
  const written = () => eventsIn(server.output(), 'create_todo_task');
  while (written().length === 0) await new Promise((resolve) => setImmediate(resolve));
  process.kill(server.pid, 'SIGINT');
  await failed;
  while (server.isRunning()) await new Promise((resolve) => setImmediate(resolve));
  expect(written().map(({ phase, outcome }) => [phase, outcome])).toEqual([
    ['intent', undefined],
    ['outcome', 'unknown'],
  ]);
}, 30_000);
