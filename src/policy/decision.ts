/** What the caller must still do, or what is capped, before an allowed action goes on. */
export type Obligations = {
  /** Refuse recipients outside the tenant (the `EXTERNAL_SEND` rule); checked by a guard that knows the tenant's domains. */
  readonly internalRecipientsOnly?: boolean;
};

const decided: unique symbol = Symbol('decided');

/** The outcome of a policy question; `rule` names the rule that decided, `reason` is a sentence for the caller. */
export type Decision = {
  readonly effect: 'allow' | 'refuse';
  readonly rule: string;
  readonly policyHash: string;
  readonly reason: string;
  readonly obligations: Obligations;
  readonly [decided]: true;
};

/** A decision that lets an action pass; the only key to the door of `graph/`. */
export type Permission = Decision & { readonly effect: 'allow' };

/** Makes a decision. Only `policy/` calls it; `architecture.test.ts` holds that. */
export function decide(fields: Omit<Decision, typeof decided>): Decision {
  return { ...fields, [decided]: true };
}

/** Whether a decision is a permission; one that was not made by `decide` never is. */
export function isPermission(decision: Decision): decision is Permission {
  return decision[decided] && decision.effect === 'allow';
}
