import { expect } from 'vitest';

import { requestContextFrom, type World } from '../../kit/oauth/oauth-world.ts';
import { refreshRequest, signedIn, tokens } from '../flow.ts';

type From = 'home' | 'away';
type Verdict = 'current' | 'parallel' | 'late' | 'voided' | 'theft' | 'ended' | 'crash';

/**
 * One step: the seconds since the previous step, the address, the token presented, the verdict, and a name for the
 * token received.
 */
type Step = readonly [seconds: number, from: From, presented: string, verdict: Verdict, received?: string];

/**
 * The steps after a client has signed in and received token `0`. Odd steps go to one instance, even steps to the other.
 */
export type Scenario = { readonly name: string; readonly steps: readonly Step[] };

const addresses = { home: '203.0.113.7', away: '198.51.100.99' };
const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Thefts: two parties hold tokens of one family. `o` marks the owner's tokens and `t` the thief's. */
const thefts = (['home', 'away'] as const).flatMap((thief): Scenario[] => [
  {
    name: `a thief from ${thief} who refreshes after the owner, and then after the owner again`,
    steps: [
      [HOUR, 'home', '0', 'current', 'o1'],
      [60, thief, '0', 'late', 't1'],
      [HOUR, 'home', 'o1', 'voided', 'o2'],
      [0, thief, 't1', 'theft'],
      [0, 'home', 'o2', 'ended'],
    ],
  },
  {
    name: `a thief from ${thief} who refreshes after the owner, and then before the owner`,
    steps: [
      [HOUR, 'home', '0', 'current', 'o1'],
      [60, thief, '0', 'late', 't1'],
      [HOUR, thief, 't1', 'current', 't2'],
      [0, 'home', 'o1', 'theft'],
      [0, thief, 't2', 'ended'],
    ],
  },
  {
    name: `a thief from ${thief} who refreshes before the owner, and then before the owner again`,
    steps: [
      [HOUR, thief, '0', 'current', 't1'],
      [60, 'home', '0', 'late', 'o1'],
      [HOUR, thief, 't1', 'voided', 't2'],
      [60, 'home', 'o1', 'theft'],
      [0, thief, 't2', 'ended'],
    ],
  },
  {
    name: `a thief from ${thief} who refreshes before the owner, and then after the owner`,
    steps: [
      [HOUR, thief, '0', 'current', 't1'],
      [60, 'home', '0', 'late', 'o1'],
      [HOUR, 'home', 'o1', 'current', 'o2'],
      [60, thief, 't1', 'theft'],
      [0, 'home', 'o2', 'ended'],
    ],
  },
  {
    name: `a thief from ${thief} with a token whose successor the owner has used`,
    steps: [
      [HOUR, 'home', '0', 'current', 'o1'],
      [HOUR, 'home', 'o1', 'current', 'o2'],
      [1, thief, '0', 'theft'],
      [0, 'home', 'o2', 'ended'],
    ],
  },
  {
    name: `a thief from ${thief} who refreshes in parallel with the owner until one of them is late`,
    steps: [
      [HOUR, 'home', '0', 'current', 'o1'],
      [30, thief, '0', 'parallel', 't1'],
      [HOUR, 'home', 'o1', 'current', 'o2'],
      [31, thief, 't1', 'late', 't2'],
      [HOUR, 'home', 'o2', 'voided', 'o3'],
      [31, thief, 't2', 'theft'],
      [0, 'home', 'o3', 'ended'],
    ],
  },
  {
    name: `a thief from ${thief} who keeps sending one token while the owner refreshes`,
    steps: [
      [HOUR, 'home', '0', 'current', 'o1'],
      [60, thief, '0', 'late', 't1'],
      [31, thief, '0', 'theft'],
      [0, 'home', 'o1', 'ended'],
      [0, thief, 't1', 'ended'],
    ],
  },
]);

/** Honest clients. `-` marks a lost response. */
const honest: readonly Scenario[] = [
  {
    name: 'a client that refreshes on time, late, and after weeks',
    steps: [
      [HOUR, 'home', '0', 'current', '1'],
      [29 * DAY, 'home', '1', 'current', '2'],
      [29 * DAY, 'away', '2', 'current', '3'],
      [1, 'home', '3', 'current', '4'],
    ],
  },
  {
    name: 'a lost response, retried at once',
    steps: [
      [HOUR, 'home', '0', 'current', '-'],
      [2, 'home', '0', 'parallel', '1'],
      [HOUR, 'home', '1', 'current', '2'],
    ],
  },
  {
    name: 'a lost response, retried the next morning from another address',
    steps: [
      [HOUR, 'home', '0', 'current', '-'],
      [12 * HOUR, 'away', '0', 'late', '1'],
      [HOUR, 'away', '1', 'current', '2'],
      [HOUR, 'home', '2', 'current', '3'],
    ],
  },
  {
    name: 'two lost responses in a row, retried at once',
    steps: [
      [HOUR, 'home', '0', 'current', '-'],
      [5, 'home', '0', 'parallel', '-'],
      [25, 'home', '0', 'parallel', '1'],
      [HOUR, 'home', '1', 'current', '2'],
    ],
  },
  {
    name: 'two lost responses in a row, the first retried late',
    steps: [
      [HOUR, 'home', '0', 'current', '-'],
      [33, 'home', '0', 'late', '-'],
      [30, 'home', '0', 'parallel', '1'],
      [HOUR, 'home', '1', 'current', '2'],
    ],
  },
  {
    name: 'a lost response in each of three generations',
    steps: [
      [HOUR, 'home', '0', 'current', '-'],
      [60, 'home', '0', 'late', '1'],
      [HOUR, 'home', '1', 'current', '-'],
      [60, 'home', '1', 'late', '2'],
      [HOUR, 'home', '2', 'current', '-'],
      [60, 'away', '2', 'late', '3'],
      [HOUR, 'home', '3', 'current', '4'],
    ],
  },
  {
    name: 'a response that arrives after the client has retried the request',
    steps: [
      [HOUR, 'home', '0', 'current', '1'],
      [60, 'home', '0', 'late', '-'],
      [1, 'home', '1', 'voided', '2'],
      [HOUR, 'home', '2', 'current', '3'],
    ],
  },
  {
    name: 'an instance that stops between the write and the response',
    steps: [
      [HOUR, 'home', '0', 'crash'],
      [5, 'home', '0', 'parallel', '1'],
      [HOUR, 'home', '1', 'crash'],
      [5 * 60, 'home', '1', 'crash'],
      [5, 'home', '1', 'parallel', '2'],
      [HOUR, 'home', '2', 'current', '3'],
    ],
  },
  {
    name: 'one service that refreshes from two addresses, minutes apart',
    steps: [
      [HOUR, 'home', '0', 'current', '-'],
      [33, 'away', '0', 'late', '1'],
      [HOUR, 'home', '1', 'current', '-'],
      [4 * 60, 'away', '1', 'late', '2'],
      [HOUR, 'away', '2', 'current', '3'],
      [10, 'home', '2', 'parallel', '-'],
      [HOUR, 'home', '3', 'current', '4'],
    ],
  },
  {
    name: 'processes that hold the newest token and the previous one',
    steps: [
      [HOUR, 'home', '0', 'current', 'n'],
      [20 * 60, 'home', '0', 'late', 'second'],
      [20 * 60, 'home', 'n', 'voided', 'n+1'],
      [HOUR, 'home', 'n+1', 'current', 'n+2'],
    ],
  },
  {
    name: 'processes that start together with one token and share the newest one',
    steps: [
      [HOUR, 'home', '0', 'current', '1'],
      [1, 'home', '0', 'parallel', 'second'],
      [1, 'home', '0', 'parallel', 'third'],
      [HOUR, 'home', 'third', 'current', '2'],
      [9, 'home', 'second', 'parallel', '-'],
      [9, 'home', '1', 'parallel', '-'],
      [HOUR, 'home', '2', 'current', '3'],
    ],
  },
];

/** Cases that cannot be distinguished from theft. */
const mistaken: readonly Scenario[] = [
  {
    name: 'a process that holds a token two generations old',
    steps: [
      [HOUR, 'home', '0', 'current', 'n-1'],
      [HOUR, 'home', 'n-1', 'current', 'n'],
      [HOUR, 'home', 'n-1', 'late', 'second'],
      [0, 'home', '0', 'theft'],
      [0, 'home', 'n', 'ended'],
      [0, 'home', 'second', 'ended'],
    ],
  },
  {
    name: 'a client that loses two responses and waits too long both times',
    steps: [
      [HOUR, 'home', '0', 'current', '-'],
      [HOUR, 'home', '0', 'late', '-'],
      [31, 'home', '0', 'theft'],
    ],
  },
];

export const scenarios: readonly Scenario[] = [...thefts, ...honest, ...mistaken];

/** Plays a scenario on two instances and checks the verdict, the audit event and the effect of every step. */
export async function play({ steps }: Scenario, instances: readonly [World, World]): Promise<void> {
  const first = await signedIn(instances[0]);
  const { partition, family } = await instances[0].sealer.open('refresh', first.refresh_token);
  const tokensByName = new Map([['0', first.refresh_token]]);
  let alive = true;
  for (const [index, [seconds, from, presented, verdict, received]] of steps.entries()) {
    const world = instances[index % 2 === 0 ? 1 : 0];
    world.shared.clock.ms += seconds * 1_000;
    const request = refreshRequest(first.clientId, tokensByName.get(presented) ?? '');
    const audited = world.facts.length;
    const repair = verdict === 'crash' ? stopBeforeAnswer(world) : () => {};
    const answer = await tokens(world, request, requestContextFrom(addresses[from]));
    repair();
    const step = `step ${index}: ${presented} from ${from}`;
    const facts = world.facts.slice(audited).map(({ refresh, decision }) => refresh?.use ?? decision?.rule);
    expect([step, answer.status, answer.error, facts]).toEqual([step, ...expected[verdict]]);
    if (answer.status === 200 && received !== undefined) tokensByName.set(received, answer.refresh_token);
    alive &&= verdict !== 'theft' && verdict !== 'ended';
  }
  for (const { families } of instances) {
    expect(await families.isAlive({ partition: String(partition), id: String(family) })).toBe(alive);
  }
}

const served = (use: Verdict) => [200, undefined, [use]];

/** The status, the error and the audit events for each verdict. */
const expected: Readonly<Record<Verdict, readonly unknown[]>> = {
  current: served('current'),
  parallel: served('parallel'),
  late: served('late'),
  voided: served('voided'),
  theft: [400, 'invalid_grant', ['refresh_token_reused']],
  ended: [400, 'invalid_grant', []],
  crash: [500, 'server_error', [expect.stringMatching(/^(?:current|late)$/)]],
};

function stopBeforeAnswer({ sealer }: World): () => void {
  const seal = sealer.seal.bind(sealer);
  sealer.seal = async () => {
    throw new Error('the instance stops here');
  };
  return () => void (sealer.seal = seal);
}
