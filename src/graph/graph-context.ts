import type { GraphToken } from '../entra/entra-types.ts';
import type { Log, Telemetry } from '../telemetry/telemetry-types.ts';
import type { GraphLimits } from './limits/graph-limits.ts';
import type { Pause } from '../base/wait.ts';

/** What Microsoft requires in addition to permissions. The error for a refused request names these requirements. */
export type Prerequisites = {
  /** Directory roles and similar roles, such as `Reports Reader`. The signed-in user needs one of these roles. */
  readonly roles: readonly string[];
  /** The licence that the organisation needs, such as `Microsoft Entra ID P1`. */
  readonly licence?: string;
};

/** The tool call that a request belongs to. */
export type GraphContext = {
  /** The signed-in user; limits apply per user. */
  readonly person: { readonly tid: string; readonly oid: string };
  /** Returns the On-Behalf-Of token. With `claims` (JSON text), returns a new token that satisfies these claims. */
  readonly token: (claims?: string) => Promise<GraphToken>;
  /** Aborts when the call's deadline has passed or the client disconnects. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /**
   * The delegated permissions that the tool declares. If Graph responds with 403, the error names the missing
   * permissions.
   */
  readonly neededScopes?: readonly string[];
  readonly prerequisites?: Prerequisites | undefined;
};

export type GraphDependencies = {
  readonly origin: string;
  readonly limits: GraphLimits;
  readonly telemetry: Telemetry;
  readonly log: Log;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** A request fails after this many milliseconds without a byte from Graph. */
  readonly silenceMs?: number;
  readonly pause?: Pause;
};
