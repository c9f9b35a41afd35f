/** Conditions on an allowed action, which the code that requested the decision must enforce. */
export type Obligations = {
  /** The action may run only after its preview has been confirmed. */
  readonly confirm?: boolean;
  /** The action may run only after a user has approved it. */
  readonly approve?: boolean;
};

const decided: unique symbol = Symbol('decided');

/** `rule` is the rule that decided, and `reason` is a sentence for the caller. */
export type Decision = {
  readonly effect: 'allow' | 'refuse';
  readonly rule: string;
  readonly policyHash: string;
  readonly reason: string;
  readonly obligations: Obligations;
  readonly [decided]: true;
};

/** A decision that allows the action. `graph/` sends nothing without such a decision. */
export type Permission = Decision & { readonly effect: 'allow' };

/** Creates a decision. Only code in `policy/` may call this function; `architecture.test.ts` enforces that. */
export function decide(fields: Omit<Decision, typeof decided>): Decision {
  return { ...fields, [decided]: true };
}

/** Returns whether a decision allows the action. Returns false for any object that `decide` did not create. */
export function isPermission(decision: Decision): decision is Permission {
  return decision[decided] && decision.effect === 'allow';
}
