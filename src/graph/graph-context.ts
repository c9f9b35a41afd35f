import type { GraphToken } from '../entra/entra-types.ts';
import type { Log, Telemetry } from '../telemetry/telemetry-types.ts';
import type { GraphLimits } from './limits/graph-limits.ts';
import type { Pause } from '../base/wait.ts';

/** The call that a request belongs to. */
export type GraphContext = {
  /** The signed-in person; limits apply per person. */
  readonly person: { readonly tid: string; readonly oid: string };
  /** The On-Behalf-Of token. With `claims` (JSON text), a new one that satisfies them. */
  readonly token: (claims?: string) => Promise<GraphToken>;
  /** Aborts at the deadline of the call or when the client disconnects. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /** The delegated permissions that the tool declares, so that a 403 can name the missing one. */
  readonly neededScopes?: readonly string[];
};

export type GraphDependencies = {
  readonly origin: string;
  readonly limits: GraphLimits;
  readonly telemetry: Telemetry;
  readonly log: Log;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Milliseconds without a byte from Graph after which a request fails. */
  readonly silenceMs?: number;
  readonly pause?: Pause;
};
