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
type Rule = {
  readonly method: string | undefined;
  readonly words: readonly string[];
  readonly read: string;
  readonly write: string;
};

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
    const ofRoot = rules.get(words[0] ?? '') ?? [];
    const rule =
      ofRoot.find(
        (one) => one.method === request.method && one.words.length === words.length && fits(one, words),
      ) ?? ofRoot.find((one) => one.method === undefined && fits(one, words));
    const scope = onlyReads(request) ? rule?.read : rule?.write;
    return scope === UNKNOWN ? undefined : scope;
  };
}

/** Returns the rules by the first word of their paths, the longest first. */
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
  const [first = '', ...rest] = stepsOf(path).map(({ word }) => word);
  const workbook = rest.indexOf('workbook');
  if (workbook >= 0) return rest.slice(workbook);
  return first === 'me' ? ['users', '{id}', ...rest] : [first, ...rest];
}

function fits({ words }: Rule, path: readonly string[]): boolean {
  return words.length <= path.length && words.every((word, place) => word === '*' || word === path[place]);
}
