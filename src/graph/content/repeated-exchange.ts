import { operationName } from '../request/graph-url.ts';
import { purseOf } from '../limits/graph-limits.ts';
import { fraction } from '../../base/random.ts';
import type { Stream } from './stream.ts';
import { failureOf, lossOf } from '../response/graph-failure.ts';
import type { Loss, Reply } from '../response/outcome.ts';
import { passToGraph, passToHost } from '../limits/limited-send.ts';
import { waitedOut } from '../../base/wait.ts';
import { pauseBeforeRepeat } from '../limits/retry-delay.ts';
import type { Pass, TransferParts } from './transfer-parts.ts';
import type { Wire } from '../transport.ts';

/** How an attempt at content ended. */
export type StreamOutcome = Stream | Reply | Loss;

/** One exchange of a transfer: whom it goes to, and as it goes over the wire but for what every one has. */
export type TransferWire = Pick<Wire, 'url' | 'method' | 'headers' | 'body'> & {
  readonly to: 'graph' | 'content';
};

/** Tries a harmless exchange up to three times, all within the call's time and the person's budget. */
export async function exchangeRepeatedly(
  parts: TransferParts,
  pass: Pass,
  wire: TransferWire,
): Promise<StreamOutcome> {
  parts.needs.bounds.budget.earn(purseOf(pass.context.person));
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await exchangeOnce(parts, pass, wire);
    if (!(await waitToRepeat(parts, pass, outcome, { attempts }))) return outcome;
  }
}

/** Makes one exchange, which is written down without a word of its address. */
export function exchangeOnce(
  { needs, exchange }: TransferParts,
  { request, context }: Pass,
  { to, ...wire }: TransferWire,
): Promise<StreamOutcome> {
  const passenger = {
    context,
    request,
    operation: `${operationName({ ...request, method: wire.method })} content`,
    exchange: (clientRequestId: string) =>
      exchange({
        ...wire,
        headers: { ...wire.headers, 'client-request-id': clientRequestId },
        signal: context.signal,
      }),
  };
  return to === 'graph' ? passToGraph(needs, passenger) : passToHost(needs, passenger, wire.url.host);
}

/** How often it was tried so far, and whether that came forward: to go on then is no repetition that a budget counts. */
export type Tries = { readonly attempts: number; readonly cameForward?: boolean };

/** Waits until an exchange that does no harm twice may be made again; false where it may not, or the time is over. */
export async function waitToRepeat(
  { needs }: TransferParts,
  { context }: Pass,
  outcome: StreamOutcome,
  { attempts, cameForward = false }: Tries,
): Promise<boolean> {
  if (outcome.kind === 'stream') return false;
  const chance = () => fraction(needs.random);
  const pauseMs = pauseBeforeRepeat(outcome, 'safe', { attempts, now: needs.now(), chance });
  if (pauseMs === undefined) return false;
  if (!cameForward && !needs.bounds.budget.spend(purseOf(context.person))) return false;
  return waitedOut(pauseMs, context.signal, needs.pause);
}

/** What a refusal or a loss comes to in words. */
export function errorOf(
  outcome: Reply | Loss,
  pass: Pass,
  heldScopes: readonly string[],
  now: number,
): Error {
  const { request, context } = pass;
  if (outcome.kind !== 'reply') return lossOf(outcome, { request, acted: false });
  const neededScopes = context.neededScopes ?? [];
  return failureOf(outcome, { request, neededScopes, heldScopes, now, acted: false });
}
