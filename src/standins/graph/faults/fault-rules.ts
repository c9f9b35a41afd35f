import * as z from 'zod';
import { seededFraction } from '../../tenant/ids.ts';

const faultKinds = [
  'status',
  'latency',
  'hang',
  'reset',
  'half-body',
  'html',
  'wrong-json',
  'slow-drip',
  'redirect-elsewhere',
  'foreign-next-link',
  'claims-challenge',
  'batch-throttle',
] as const;

/** Selects requests and defines how they fail. */
export const faultRule = z.strictObject({
  kind: z.enum(faultKinds),
  /** The object id or alias of the user; everyone by default. */
  person: z.string().optional(),
  method: z.string().optional(),
  /** A prefix of the path (without the version), as written by the caller. */
  path: z.string().optional(),
  /** The proportion of matching requests that fail. */
  probability: z.number().min(0).max(1).default(1),
  /** The number of matching requests that succeed before the first failure. */
  skip: z.number().int().min(0).default(0),
  /** The maximum number of failures; unlimited by default. */
  count: z.number().int().positive().optional(),
  seed: z.string().default('fault'),
  status: z.number().int().min(400).max(599).default(503),
  /**
   * Graph's error code and message for the kind `status`. By default, the usual code and message for the HTTP status.
   */
  code: z.string().max(100).optional(),
  message: z.string().max(1_000).optional(),
  retryAfterSeconds: z.number().min(0).optional(),
  /** For `latency`, the delay; for `slow-drip`, the pause between bytes. */
  milliseconds: z.number().min(0).max(600_000).default(1_000),
  location: z.string().optional(),
  claims: z.string().optional(),
  /** Whether the request takes effect even though it fails. The default depends on the kind. */
  afterEffect: z.boolean().optional(),
});

export type FaultRule = z.input<typeof faultRule>;

export type Fault = z.output<typeof faultRule>;

/** The properties of a request that rules are matched against. */
export type FaultTarget = {
  readonly oid: string;
  readonly alias: string;
  readonly method: string;
  /** The path without the version and the query. */
  readonly path: string;
};

/** The current rules. Random failures depend only on each rule's seed, so runs are reproducible. */
export type Faults = {
  add(rule: FaultRule): void;
  reset(): void;
  /** Returns the first rule that applies. Within a batch, only `batch-throttle` rules apply. */
  nextFault(target: FaultTarget, within?: 'batch'): Fault | undefined;
};

const MAX_RULES = 100;

export function createFaults(): Faults {
  let rules: { readonly rule: Fault; rolls: number; left: number }[] = [];
  return {
    add: (input) => {
      if (rules.length >= MAX_RULES) throw new RangeError(`At most ${MAX_RULES} fault rules are supported.`);
      const rule = faultRule.parse(input);
      rules.push({ rule, rolls: 0, left: rule.count ?? Number.POSITIVE_INFINITY });
    },
    reset: () => {
      rules = [];
    },
    nextFault: (target, within) => {
      for (const entry of rules) {
        const { rule } = entry;
        if ((rule.kind === 'batch-throttle') !== (within === 'batch')) continue;
        if (entry.left === 0 || !matchesRule(rule, target)) continue;
        entry.rolls += 1;
        if (entry.rolls <= rule.skip) continue;
        if (rule.probability < 1 && seededFraction(`${rule.seed}|${entry.rolls}`) >= rule.probability)
          continue;
        entry.left -= 1;
        return rule;
      }
      return undefined;
    },
  };
}

function matchesRule(rule: Fault, at: FaultTarget): boolean {
  return (
    (rule.person === undefined || rule.person === at.oid || rule.person === at.alias) &&
    (rule.method === undefined || rule.method.toUpperCase() === at.method) &&
    (rule.path === undefined || at.path.toLowerCase().startsWith(rule.path.toLowerCase()))
  );
}

/** Returns whether a request that fails with this fault still takes effect. */
export function takesEffect(rule: Fault): boolean {
  return rule.afterEffect ?? ['latency', 'half-body', 'slow-drip', 'foreign-next-link'].includes(rule.kind);
}
