import { stepsOf, usualSteps, withPlainKeys } from '../../../policy/path-segments.ts';
import { onlyReads } from '../../../policy/path-rules.ts';
import { adminScopes } from './admin-scopes.ts';
import { personalScopes } from './personal-scopes.ts';
import { sharedScopes } from './shared-scopes.ts';

/**
 * A row of the tables of least privileged delegated permissions for Microsoft Graph. A row has a path and two
 * permissions for the resource at that path and everything below it: one for reading and one for changing. `-` means
 * unknown.
 * An asterisk matches one segment; the longest matching path wins. A row that begins with a method applies only to that
 * method and exactly that path.
 */
type Rule = {
  readonly method: string | undefined;
  readonly words: readonly string[];
  readonly read: string;
  readonly write: string;
};

/** Returns the least privileged delegated permission for a request, or undefined if it is unknown. */
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
    // The tables describe v1.0; beta paths can differ.
    if (request.version === 'beta') return undefined;
    rules ??= readRules();
    const words = wordsOf(request.path);
    const ofRoot = rules.get(words[0] ?? '') ?? [];
    const rule =
      ofRoot.find(
        (one) => one.method === request.method && one.words.length === words.length && fits(one, words),
      ) ?? ofRoot.find((one) => one.method === undefined && fits(one, words));
    const scope = onlyReads(request) ? rule?.read : rule?.write;
    return scope === UNKNOWN ? undefined : scope;
  };
}

/** Groups the rules by the first word of their paths, longest path first. */
function readRules(): ReadonlyMap<string, readonly Rule[]> {
  const byRoot = new Map<string, Rule[]>();
  for (const line of [personalScopes, sharedScopes, adminScopes].flatMap((text) => text.trim().split('\n'))) {
    const rule = readRule(line.split(' '));
    const root = rule.words[0] ?? '';
    byRoot.set(root, [...(byRoot.get(root) ?? []), rule]);
  }
  for (const rules of byRoot.values()) rules.sort((a, b) => b.words.length - a.words.length);
  return byRoot;
}

function readRule([first = '', second = '', third = '']: readonly string[]): Rule {
  if (first.startsWith('/')) return { method: undefined, words: wordsOf(first), read: second, write: third };
  return { method: first, words: wordsOf(second), read: third, write: third };
}

function wordsOf(path: string): readonly string[] {
  const [first = '', ...rest] = usualSteps(withPlainKeys(stepsOf(path))).map(({ word }) => word);
  const workbook = rest.indexOf('workbook');
  if (workbook >= 0) return rest.slice(workbook);
  return first === 'me' ? ['users', '{id}', ...rest] : [first, ...rest];
}

function fits({ words }: Rule, path: readonly string[]): boolean {
  return words.length <= path.length && words.every((word, place) => word === '*' || word === path[place]);
}
