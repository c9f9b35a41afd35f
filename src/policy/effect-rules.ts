import type { Obligations } from './decision.ts';
import type { PolicyRules, ToolFacts } from './facts.ts';

/**
 * The effects that an action would have. They are known once the action's arguments are parsed, before anything
 * changes.
 */
export type Effects = {
  readonly kind: ToolFacts['kind'];
  /**
   * Recipients outside the organisation, and any other outsiders who get access, such as everyone who has a link.
   */
  readonly outsiders: readonly string[];
  /** True if several items change at once. */
  readonly isBulk: boolean;
};

export type EffectRule = {
  readonly rule: string;
  readonly reason: string;
  readonly refuses: boolean;
  readonly obligations: Obligations;
};

const external = {
  deny: {
    rule: 'external-send-deny',
    reason: 'Your organisation does not allow sending to people outside it.',
    refuses: true,
    obligations: {},
  },
  approve: {
    rule: 'external-send-approve',
    reason: 'Sending to people outside your organisation requires approval.',
    refuses: false,
    obligations: { approve: true },
  },
  confirm: {
    rule: 'external-send-confirm',
    reason: 'Sending to people outside your organisation requires confirmation.',
    refuses: false,
    obligations: { confirm: true },
  },
} as const satisfies Record<string, EffectRule>;

const destroys: EffectRule = {
  rule: 'confirm-destroy',
  reason:
    'Deleting, removing, cancelling and overwriting require confirmation, and so do locking users out, changing policies and assigning licences.',
  refuses: false,
  obligations: { confirm: true },
};

const bulk: EffectRule = {
  rule: 'confirm-bulk',
  reason: 'Changing several items at once requires confirmation.',
  refuses: false,
  obligations: { confirm: true },
};

/** Returns the strictest rule that applies to an action, or undefined if it may run at once. */
export function effectRuleFor(
  rules: PolicyRules,
  { kind, outsiders, isBulk }: Effects,
): EffectRule | undefined {
  if (outsiders.length > 0 && rules.externalSend !== 'allow') return external[rules.externalSend];
  if (kind === 'destroy') return destroys;
  return isBulk ? bulk : undefined;
}
