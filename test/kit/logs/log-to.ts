import type { Log } from '../../../src/telemetry/telemetry-types.ts';

/** A log that passes the events of every level to one function. */
export function logTo(write: Log['info']): Log {
  return { debug: write, info: write, warn: write, error: write };
}

export const silentLog: Log = logTo(() => {});
