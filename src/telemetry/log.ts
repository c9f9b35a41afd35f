import { writeLine } from './line.ts';
import { redactFields } from './redact.ts';
import type { Fields, Log } from './telemetry-types.ts';

/** The levels of the log, least urgent first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/** A level of the log. */
export type LogLevel = (typeof logLevels)[number];

type Needs = {
  /** Takes one line, newline included. */
  write: (line: string) => void;
  /** The least urgent level that is written. */
  level: LogLevel;
  /** Milliseconds since 1970. */
  now: () => number;
};

/** A log that writes one JSON line an event: time, level, event, then the fields, redacted and bounded. It never throws. */
export function createLog({ write, level, now }: Needs): Log {
  const least = logLevels.indexOf(level);
  const at = (urgency: LogLevel) => {
    if (logLevels.indexOf(urgency) < least) return () => {};
    return (event: string, fields: Fields = {}) => {
      writeLine(write, () => {
        const own = { time: new Date(now()).toISOString(), level: urgency, event };
        return { ...own, ...redactFields(fields), ...own };
      });
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
