import { writeLine } from './line.ts';
import { redactFields } from './redact.ts';
import type { Fields, Log, WriteLine } from './telemetry-types.ts';

/** The log levels, from least to most urgent. */
const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof logLevels)[number];

type Options = {
  write: WriteLine;
  /** The minimum level to log. */
  level: LogLevel;
  /** Milliseconds since 1970. */
  now: () => number;
};

/**
 * Writes one JSON line per event: time, level, event, then the redacted and truncated fields. Warnings and errors are
 * written at once. Never throws.
 */
export function createLog({ write, level, now }: Options): Log {
  const least = logLevels.indexOf(level);
  const at = (urgency: LogLevel) => {
    if (logLevels.indexOf(urgency) < least) return () => {};
    const mayWait = urgency === 'debug' || urgency === 'info';
    const writeThis = (line: string) => write(line, { mayWait });
    return (event: string, fields: Fields = {}) => {
      writeLine(writeThis, () => {
        const own = { time: new Date(now()).toISOString(), level: urgency, event };
        return { ...own, ...redactFields(fields), ...own };
      });
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
