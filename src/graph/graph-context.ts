import type { GraphToken } from '../entra/entra-types.ts';
import type { Log, Telemetry } from '../telemetry/telemetry-types.ts';
import type { GraphLimits } from './limits/graph-limits.ts';
import type { Pause } from '../base/wait.ts';

/** The person's side of a call: their token, the call's deadline, and what ties the request to its log lines. */
export type GraphContext = {
  /** Who calls: what is limited, is limited for each person apart. */
  readonly person: { readonly tid: string; readonly oid: string };
  /** The On-Behalf-Of token; with `claims` (JSON text) a fresh one that satisfies them. */
  readonly token: (claims?: string) => Promise<GraphToken>;
  /** Aborts at the deadline of the whole call or when the client goes away. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /** The delegated permissions that the tool declares, so that a 403 can name the missing one. */
  readonly neededScopes?: readonly string[];
};

/** What requests to Graph need; `now` is in milliseconds. */
export type GraphDependencies = {
  readonly origin: string;
  readonly limits: GraphLimits;
  readonly telemetry: Telemetry;
  readonly log: Log;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** How long Graph may be silent before a request is given up, in milliseconds. */
  readonly silenceMs?: number;
  readonly pause?: Pause;
};
