import { digest } from '../../base/sha256.ts';
import { canonicalJson } from './canonical-json.ts';

/** The call that a confirmation or an approval is bound to. Neither is valid for any other call. */
export type ConfirmedCall = {
  readonly tool: string;
  /** The parsed arguments with defaults, without the confirmation itself. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly tid: string;
  readonly oid: string;
  readonly clientId: string;
  /** The id of the token family; undefined for direct tokens. */
  readonly family: string | undefined;
  readonly policyHash: string;
  /** ETags or change keys of the items that the call would affect. */
  readonly versions: readonly string[];
  /** Set if the client asks the user with a form. The form's state is then not accepted as a confirmation. */
  readonly askedBy?: 'form';
};

type Part = { readonly name: string; readonly of: (call: ConfirmedCall) => unknown };

/** The parts of a call. If a confirmation is for a different call, the error names the parts that differ. */
export const parts: readonly Part[] = [
  { name: 'the tool or its arguments', of: ({ tool, args, askedBy }) => [tool, args, askedBy ?? ''] },
  { name: 'the items that the call would affect, which have changed since', of: ({ versions }) => versions },
  {
    name: 'the user or the client',
    of: ({ tid, oid, clientId, family }) => [tid, oid, clientId, family ?? ''],
  },
  { name: "your organisation's policy", of: ({ policyHash }) => policyHash },
];

/**
 * Returns the reason for refusing a confirmation that belongs to a different call. The reason completes "The
 * confirmation was not accepted: …".
 */
export function belongsToAnother(differing: readonly Part[]): string {
  return `it was issued for a different call (different: ${namesOf(differing)})`;
}

export function namesOf(named: readonly Part[]): string {
  return named.map(({ name }) => name).join('; ');
}

/** Returns a digest of each part of a call. */
export function digestsOf(call: ConfirmedCall): readonly string[] {
  return parts.map(({ of }) => digest(canonicalJson(of(call))));
}
