import { appendBounded } from '../bounded.ts';

/** A logged request. Status 0 means that no response was sent. */
export type LogEntry = {
  readonly method: string;
  /** The path with the version but without the query. */
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly oid: string;
  readonly clientRequestId: string;
  /** The kind of fault that was injected. */
  readonly fault?: string;
  /** An internal error of the stand-in, for debugging. */
  readonly problem?: string;
};

/** A bounded log: drops its older half when it is full. */
export type Log = {
  readonly entries: readonly LogEntry[];
  note(entry: LogEntry): void;
  problem(error: unknown): void;
};

const MAX_ENTRIES = 20_000;

export function createLog(): Log {
  const entries: LogEntry[] = [];
  const pending: string[] = [];
  return {
    entries,
    note: (entry) => {
      const problem = pending.shift();
      appendBounded(entries, problem === undefined ? entry : { ...entry, problem }, MAX_ENTRIES);
    },
    problem: (error) => {
      if (pending.length < 10)
        pending.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    },
  };
}
