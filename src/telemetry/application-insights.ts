import type { TokenCredential } from '@azure/identity';

import { isGuid } from '../base/text/guid.ts';
import { parseUrl } from '../base/text/parse-url.ts';
import { withTimeout } from '../base/until-aborted.ts';
import type { Sender } from './sender.ts';
import type { Log, Telemetry } from './telemetry-types.ts';

/** Maximum number of items that wait for the SDK to load; further items are counted and dropped. */
export const WAITING_LIMIT = 1_000;

/** How long `close` can take to send the remaining items, in milliseconds. */
export const CLOSE_DEADLINE_MS = 2_000;

type Options = {
  connectionString: string;
  /**
   * Returns the managed identity's credential for the collector; undefined if the key in the connection string is
   * enough.
   */
  identity: (() => Promise<TokenCredential>) | undefined;
  log: Log;
  version: string;
  /** Milliseconds since 1970. */
  now: () => number;
};

export type StartableTelemetry = Telemetry & {
  /**
   * Loads the SDK and sends the waiting items. Takes a second of CPU time, so call it after the first response. Never
   * throws.
   */
  start(): Promise<void>;
  /** Sends the remaining items, for at most `CLOSE_DEADLINE_MS`. Never throws. */
  close(): Promise<void>;
};

type WaitingItem = (sender: Sender) => void;

/** Sends telemetry to Application Insights. A misconfigured, slow or unreachable collector only causes log lines. */
export function createTelemetry(options: Options): StartableTelemetry {
  let waiting: WaitingItem[] = [];
  let dropped = 0;
  let starting: Promise<Sender | undefined> | undefined;
  let record: (item: WaitingItem) => void = (item) => {
    if (waiting.length < WAITING_LIMIT) waiting.push(item);
    else dropped += 1;
  };

  const open = async (): Promise<Sender | undefined> => {
    const sender = await openSender(options);
    const early = waiting;
    waiting = [];
    record = sender ? (item) => sendSafely(item, sender) : () => {};
    early.forEach((item) => record(item));
    if (dropped > 0) options.log.warn('telemetry.dropped', { items: dropped });
    return sender;
  };
  const start = () => (starting ??= open());

  return {
    request: (item) => {
      const endedAt = options.now();
      record((sender) => sender.request(item, endedAt));
    },
    dependency: (item) => {
      const endedAt = options.now();
      record((sender) => sender.dependency(item, endedAt));
    },
    exception: (item) => record((sender) => sender.exception(item)),
    event: (name, properties, origin) => record((sender) => sender.event(name, properties, origin)),
    start: async () => void (await start()),
    close: async () => {
      const ended = starting;
      record = () => {};
      starting = Promise.resolve(undefined);
      await withTimeout(CLOSE_DEADLINE_MS, async () => (await ended)?.close()).catch(() => {});
    },
  };
}

function sendSafely(item: WaitingItem, sender: Sender): void {
  try {
    item(sender);
  } catch {
    // SDK errors must not reach the caller; this item is lost.
  }
}

/** Returns the problem with the connection string, if any. The SDK does not report such problems. */
function problemOf(connectionString: string): string | undefined {
  const parts = new Map(
    connectionString.split(';').map((part) => {
      const cut = part.indexOf('=');
      return [part.slice(0, cut).trim().toLowerCase(), part.slice(cut + 1).trim()] as const;
    }),
  );
  if (!isGuid(parts.get('instrumentationkey') ?? '')) return 'it has no InstrumentationKey (a GUID)';
  const endpoint = parts.get('ingestionendpoint');
  if (endpoint !== undefined && parseUrl(endpoint)?.protocol !== 'https:')
    return 'its IngestionEndpoint must begin with https://';
  return undefined;
}

async function openSender({
  connectionString,
  identity,
  log,
  version,
}: Options): Promise<Sender | undefined> {
  const problem = problemOf(connectionString);
  if (problem !== undefined) {
    log.error('telemetry.misconfigured', {
      problem: `No telemetry is sent: correct APPLICATIONINSIGHTS_CONNECTION_STRING (${problem}).`,
    });
    return undefined;
  }
  try {
    const { createSender } = await import('./sender.ts');
    const credential = await identity?.();
    return createSender({ connectionString, credential, log, version });
  } catch (cause) {
    log.warn('telemetry.off', { reason: cause instanceof Error ? cause.message : 'unknown' });
    return undefined;
  }
}
