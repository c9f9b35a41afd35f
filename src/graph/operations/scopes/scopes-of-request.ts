import { stepsOf } from '../../../policy/path-segments.ts';
import { onlyReads } from '../../../policy/path-rules.ts';
import { adminScopes } from './admin-scopes.ts';
import { personalScopes } from './personal-scopes.ts';
import { sharedScopes } from './shared-scopes.ts';

/**
 * The tables have the least delegated permissions for the paths of Microsoft Graph: a path, the permission to read and
 * the permission to change what is there and below. An asterisk stands for one segment; the longest matching path
 * counts. A line that begins with a method counts for that method alone, on exactly that path. `-` means unknown.
 */
type Rule = { readonly read: string; readonly write: string; readonly words: readonly string[] };

/** Returns the least delegated permission for a request, or undefined where it is unknown. */
export type ScopeOfRequest = (request: {
  readonly method: string;
  readonly path: string;
  readonly version?: 'v1.0' | 'beta' | undefined;
}) => string | undefined;

const UNKNOWN = '-';

/** Returns a function that reads the table of rules on its first call. */
export function createScopeOfRequest(): ScopeOfRequest {
  let rules: ReturnType<typeof readRules> | undefined;
  return (request) => {
    // Beta paths can differ.
    if (request.version === 'beta') return undefined;
    rules ??= readRules();
    const words = wordsOf(request.path);
    const exact = rules.exact
      .get(request.method)
      ?.find((rule) => rule.words.length === words.length && fits(rule, words));
    const rule = exact ?? rules.below.find((one) => fits(one, words));
    const scope = onlyReads(request) ? rule?.read : rule?.write;
    return scope === UNKNOWN ? undefined : scope;
  };
}

/** Longest rules first. */
function readRules(): {
  readonly exact: ReadonlyMap<string, readonly Rule[]>;
  readonly below: readonly Rule[];
} {
  const exact = new Map<string, Rule[]>();
  const below: Rule[] = [];
  for (const line of [personalScopes, sharedScopes, adminScopes].flatMap((text) => text.trim().split('\n'))) {
    const [first = '', second = '', third = ''] = line.split(' ');
    if (first.startsWith('/')) below.push({ read: second, write: third, words: wordsOf(first) });
    else
      exact.set(first, [...(exact.get(first) ?? []), { read: third, write: third, words: wordsOf(second) }]);
  }
  return { exact, below: below.toSorted((a, b) => b.words.length - a.words.length) };
}

function wordsOf(path: string): readonly string[] {
  const [first = '', ...rest] = stepsOf(path).map(({ word }) => word);
  const workbook = rest.indexOf('workbook');
  if (workbook >= 0) return rest.slice(workbook);
  return first === 'me' ? ['users', '{id}', ...rest] : [first, ...rest];
}

function fits({ words }: Rule, path: readonly string[]): boolean {
  return words.length <= path.length && words.every((word, place) => word === '*' || word === path[place]);
}
