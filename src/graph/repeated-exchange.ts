import { operationName } from './address.ts';
import { fraction, newGuid } from './chance.ts';
import type { Stream } from './content-stream.ts';
import { failureOf, lossOf, requestIdOf } from './failure.ts';
import type { Loss, Reply } from './outcome.ts';
import { waitedOut } from './pause.ts';
import { pauseBeforeRepeat } from './retry.ts';
import type { Pass, TransferParts } from './transfer.ts';
import type { Wire } from './transport.ts';

/** How an attempt at content ended. */
export type StreamOutcome = Stream | Reply | Loss;

/** One exchange of a transfer: as it goes over the wire, but for the ids and the signal that every one has. */
export type TransferWire = Pick<Wire, 'url' | 'method' | 'headers' | 'body'>;

/** Tries a harmless exchange up to three times, all within the call's time. */
export async function exchangeRepeatedly(
  parts: TransferParts,
  pass: Pass,
  wire: TransferWire,
): Promise<StreamOutcome> {
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await exchangeOnce(parts, pass, wire);
    if (!(await waitToRepeat(parts, pass, outcome, attempts))) return outcome;
  }
}

/** Makes one exchange, and writes it down without a word of its address. */
export async function exchangeOnce(
  { needs, exchange }: TransferParts,
  { request, context }: Pass,
  wire: TransferWire,
): Promise<StreamOutcome> {
  if (context.signal.aborted) return { kind: 'late', cause: context.signal.reason };
  const began = needs.now();
  const clientRequestId = newGuid(needs.random);
  const headers = { ...wire.headers, 'client-request-id': clientRequestId };
  const outcome = await exchange({ ...wire, headers, signal: context.signal });
  const status = outcome.kind === 'reply' || outcome.kind === 'stream' ? outcome.status : 0;
  const ok = status >= 200 && status < 400;
  const ms = needs.now() - began;
  const name = `${operationName({ ...request, method: wire.method })} content`;
  needs.telemetry.dependency({ target: 'Graph', name, status, ok, ms, traceparent: context.traceparent });
  if (!ok) {
    needs.log.warn('graph_failure', {
      requestId: context.requestId,
      operation: name,
      outcome: outcome.kind,
      status,
      ms,
      clientRequestId,
      graphRequestId: outcome.kind === 'reply' ? requestIdOf(outcome) : undefined,
    });
  }
  return outcome;
}

/** Waits until an exchange that does no harm twice may be made again; false where it may not, or the time is over. */
export async function waitToRepeat(
  { needs }: TransferParts,
  { context }: Pass,
  outcome: StreamOutcome,
  attempts: number,
): Promise<boolean> {
  if (outcome.kind === 'stream') return false;
  const chance = () => fraction(needs.random);
  const pauseMs = pauseBeforeRepeat(outcome, 'safe', { attempts, now: needs.now(), chance });
  return pauseMs !== undefined && (await waitedOut(pauseMs, context.signal, needs.pause));
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
