import type { StandIns } from '../../src/standins/start.ts';
import { startServer, type RunningServer } from '../../test/kit/server.ts';
import { signIn } from '../../test/kit/oauth/sign-in.ts';
import { inParallel } from '../load/in-parallel.ts';
import { workers, type Worker } from './crowd.ts';
import type { Candidate } from './mix.ts';

const AT_A_TIME = 8;

/** Starts Portico with these stand-ins and signs in all workers. */
export async function startPortico(
  standIns: StandIns,
  deadlineSeconds: number,
): Promise<{ candidate: Candidate; server: RunningServer }> {
  const server = await startServer({
    settings: {
      ...standIns.settings,
      REQUEST_DEADLINE_SECONDS: String(deadlineSeconds),
      LOG_LEVEL: 'error',
      // There is no limit per address, because all calls come from the same address.
      RATE_LIMIT_PER_ADDRESS: '0',
    },
  });
  const tokens = await everybodySignedIn(server.origin);
  return { server, candidate: { name: 'Portico', origin: server.origin, tokens, call, reportedOutcome } };
}

async function everybodySignedIn(origin: string): Promise<Map<Worker, string>> {
  const tokens = new Map<Worker, string>();
  await inParallel(workers, AT_A_TIME, async (worker) => {
    const { accessToken } = await signIn({ origin, person: worker.person.alias });
    tokens.set(worker, accessToken);
  });
  return tokens;
}

const call: Candidate['call'] = (operation, { address }, subject) => {
  switch (operation) {
    case 'mail':
      return { name: 'list_messages', arguments: { top: 10 } };
    case 'calendar':
      return { name: 'list_events', arguments: { start: '2026-11-23', end: '2026-11-27', top: 10 } };
    case 'profile':
      return { name: 'get_me', arguments: {} };
    default:
      return { name: 'send_mail', arguments: { to: [address], subject, body: 'A note to myself.' } };
  }
};

const reportedOutcome: Candidate['reportedOutcome'] = ({ isError, text }) => {
  if (!isError) return 'sent';
  return /is not known: check before you repeat it/.test(text) ? 'unknown' : 'not sent';
};
