import { z } from 'zod';
import { seededFraction } from '../../tenant/ids.ts';

/** What can go wrong with an answer. */
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

/** A rule of the control endpoint: which requests it spoils, and how. */
export const faultRule = z.strictObject({
  kind: z.enum(faultKinds),
  /** Object id or alias of the person; everybody where absent. */
  person: z.string().optional(),
  method: z.string().optional(),
  /** How the path after the version begins, as the caller writes it. */
  path: z.string().optional(),
  /** Of the requests that fit, the share that is spoilt. */
  probability: z.number().min(0).max(1).default(1),
  /** How often in all; without end where absent. */
  count: z.number().int().positive().optional(),
  seed: z.string().default('fault'),
  status: z.number().int().min(400).max(599).default(503),
  retryAfterSeconds: z.number().min(0).optional(),
  /** For latency the delay, for slow-drip the pause between two bytes. */
  milliseconds: z.number().min(0).max(600_000).default(1_000),
  location: z.string().optional(),
  claims: z.string().optional(),
  /** Whether the request takes effect although its answer is lost. */
  afterEffect: z.boolean().optional(),
});

/** A rule as a caller writes it. */
export type FaultRule = z.input<typeof faultRule>;

/** A rule that has struck. */
export type Fault = z.output<typeof faultRule>;

/** What a rule looks at. */
export type FaultTarget = {
  readonly oid: string;
  readonly alias: string;
  readonly method: string;
  /** After the version, without query. */
  readonly path: string;
};

/** The rules in force; chance comes from each rule's seed, so a run can be repeated. */
export type Faults = {
  add(rule: FaultRule): void;
  reset(): void;
  /** The first rule that strikes; parts of a batch are only ever throttled. */
  nextFault(target: FaultTarget, within?: 'batch'): Fault | undefined;
};

const MAX_RULES = 100;

/** No rules yet. */
export function createFaults(): Faults {
  let rules: { readonly rule: Fault; rolls: number; left: number }[] = [];
  return {
    add: (input) => {
      if (rules.length >= MAX_RULES) throw new RangeError(`More than ${MAX_RULES} fault rules.`);
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

/** Whether a request that the rule spoils still takes effect. */
export function takesEffect(rule: Fault): boolean {
  return rule.afterEffect ?? ['latency', 'half-body', 'slow-drip', 'foreign-next-link'].includes(rule.kind);
}
