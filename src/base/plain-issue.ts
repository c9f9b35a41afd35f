/** A problem that a validator found with one value. `message` is the validator's own wording. */
export type Issue = {
  readonly code?: string | undefined;
  readonly path?: readonly PropertyKey[] | undefined;
  readonly message?: string | undefined;
  readonly expected?: unknown;
  readonly input?: unknown;
  readonly format?: unknown;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly values?: readonly unknown[] | undefined;
};

const types: ReadonlyMap<unknown, string> = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['tuple', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
]);

/** Describes in plain English what a value must be. Never repeats the value, which can be private or hostile. */
export function plainIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return isMissing(issue) ? 'is missing' : `must be ${types.get(issue.expected) ?? 'of another type'}`;
    case 'invalid_value':
      return `must be one of: ${(issue.values ?? []).map(String).join(', ')}`;
    case 'too_big':
      return `must ${extent(issue, 'at most', issue.maximum)}`;
    case 'too_small':
      return isEmpty(issue) ? 'must not be empty' : `must ${extent(issue, 'at least', issue.minimum)}`;
    case 'invalid_format':
      return issue.format === 'email' ? 'must be an email address' : 'has the wrong format';
    default:
      return 'is not valid';
  }
}

/**
 * Whether the value is missing. A serialised issue does not contain the value, but its message ends with the value's
 * type.
 */
function isMissing(issue: Issue): boolean {
  if (issue.message !== undefined) return issue.message.endsWith('received undefined');
  return issue.input === undefined;
}

function isEmpty({ origin, minimum }: Issue): boolean {
  return (origin === 'string' || origin === 'array') && minimum === 1;
}

function extent({ origin }: Issue, limit: string, amount: unknown): string {
  if (origin === 'string') return `have ${limit} ${String(amount)} characters`;
  if (origin === 'array') return `have ${limit} ${String(amount)} entries`;
  return `be ${limit} ${String(amount)}`;
}
