/** Conditions of an allowed action, which the caller of the policy must check. */
export type Obligations = {
  /** Refuse recipients outside the tenant (`EXTERNAL_SEND`); checked where the tenant's domains are known. */
  readonly internalRecipientsOnly?: boolean;
};

const decided: unique symbol = Symbol('decided');

/** `rule` is the rule that decided, `reason` a sentence for the caller. */
export type Decision = {
  readonly effect: 'allow' | 'refuse';
  readonly rule: string;
  readonly policyHash: string;
  readonly reason: string;
  readonly obligations: Obligations;
  readonly [decided]: true;
};

/** An allowing decision. `graph/` sends nothing without one. */
export type Permission = Decision & { readonly effect: 'allow' };

/** Only `policy/` may call this; `architecture.test.ts` enforces it. */
export function decide(fields: Omit<Decision, typeof decided>): Decision {
  return { ...fields, [decided]: true };
}

/** False for any object that was not created by `decide`. */
export function isPermission(decision: Decision): decision is Permission {
  return decision[decided] && decision.effect === 'allow';
}
