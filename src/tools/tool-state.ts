import type { Area } from './areas.ts';
import type { ToolFacts } from '../policy/facts.ts';

/** Why a tool is not listed. */
export type HiddenBecause = {
  /** The name of the policy rule, `permission`, or the code of the service state, such as `no_mailbox`. */
  readonly rule: string;
  /** One or two sentences: why the tool is not listed, and who can change that. */
  readonly reason: string;
  /** The Graph permissions that were not granted. */
  readonly missing: readonly string[];
};

/** Whether a tool is listed for a caller. */
export type ToolState = {
  readonly tool: {
    readonly name: string;
    readonly area: Area;
    readonly about: string;
    readonly kind: ToolFacts['kind'];
    readonly inputSchema: Readonly<Record<string, unknown>>;
    readonly optionalScopes?: readonly string[];
    readonly sharedScopes?: readonly string[];
    readonly provider?: string;
  };
  /** Undefined if the tool is listed. */
  readonly hidden: HiddenBecause | undefined;
};

/** The state of every tool for a caller, in catalogue order. */
export type Surface = {
  readonly tools: readonly ToolState[];
  /** The granted Graph permissions; undefined if unknown. */
  readonly granted: readonly string[] | undefined;
  /** The page where the tenant's administrator grants the Graph permissions. */
  readonly adminConsentUrl: string;
};
