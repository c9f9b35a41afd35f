import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ToolError, UnconfirmedError } from '../../../src/errors.ts';
import { createScopeOfRequest } from '../../../src/graph/operations/scopes/scopes-of-request.ts';
import { createOperationIndex } from '../../../src/graph/operations/operation-index.ts';
import { canonicalPath } from '../../../src/graph/request/graph-path.ts';
import { pathAreas } from '../../../src/policy/area-words.ts';
import { areaOfPath, UNKNOWN } from '../../../src/policy/path-area.ts';
import { pathProblem } from '../../../src/policy/path-rules.ts';
import { openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

const allowed = ['core', 'mail'];
let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ toolsets: allowed }) });
});
afterAll(() => tenant.close());

/** Creates a random number generator that returns the same sequence in every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const words = [
  'me',
  'users',
  'messages',
  'mailFolders',
  'events',
  'drive',
  'root:',
  'items',
  'sites',
  '$batch',
  '$ref',
];
const tricks = [
  '..',
  '.',
  '',
  '%2e%2e',
  '%2F',
  '%5c',
  '\\',
  '..%2fusers',
  '%252e%252e',
  '@evil.example',
  ':80',
  'a/../events',
  '//evil.example',
  'x?y=1',
  '#',
  '\r\nhost: evil.example',
  '\u0000',
  '％2e％2e',
  "range(address='A1/../../events')",
  'microsoft.graph.user',
  'https://evil.example/v1.0/me',
  '~',
];
const starts = [
  '/',
  '//',
  '',
  '/v1.0/',
  '/beta/',
  'https://evil.example/',
  'https://a@b/',
  '\\',
  '/./',
  '/%2f',
];
const endings = [
  '',
  '/',
  '?$expand=events',
  '?$select=id&$expand=calendar',
  '#x',
  '?$skiptoken=1',
  '?x=1&x=2',
];

function attack(pick: (below: number) => number): string {
  const of = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
  // Some of the paths differ from a valid path in a single segment.
  if (pick(12) === 0) {
    const good = ['me', of(['messages', 'mailFolders']), 'x1', of(['attachments', 'messages', 'extensions'])];
    const parts = good.slice(0, 2 + pick(3));
    if (pick(2) === 0) parts.splice(pick(parts.length + 1), pick(2), of([...tricks, ...words]));
    return `/${parts.join('/')}${pick(3) === 0 ? of(endings) : ''}`;
  }
  const segments = Array.from({ length: 1 + pick(4) }, () => of(pick(4) === 0 ? tricks : words));
  return `${of(starts)}${segments.join('/')}${of(endings)}`;
}

/** Returns whether the request was sent to a valid v1.0 path. */
function isHarmless({ path }: { readonly path: string }): boolean {
  const below = path.replace(/^\/v1\.0/, '');
  return path.startsWith('/v1.0/') && pathProblem(below) === undefined;
}

describe('paths that try to escape', () => {
  const calls = [
    { tool: 'graph_get', args: (path: string) => ({ path }) },
    { tool: 'graph_write', args: (path: string) => ({ method: 'DELETE', path }) },
    { tool: 'graph_batch', args: (path: string) => ({ paths: ['/me/messages?$top=1&$select=id', path] }) },
    { tool: 'graph_get', args: (query: string) => ({ path: '/me/messages', query }) },
  ];

  it('do not reach anything outside the allowed areas in 2,400 calls', async () => {
    const pick = numbers(15);
    const given = Array.from({ length: 2_400 }, () => attack(pick));
    const before = tenant.graph.log.length;
    const errors = await Promise.all(
      given.map((path, call) => {
        const { tool, args } = calls[call % calls.length]!;
        return tenant.callOnce('ana.silva', tool, args(path)).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
      }),
    );
    const sent = tenant.graph.log.slice(before);
    const escaped = sent.filter((request) => {
      if (request.path.endsWith('/$batch')) return false;
      const area = areaOfPath(request.path.replace(/^\/v1\.0/, ''));
      return !isHarmless(request) || !allowed.includes(area);
    });
    expect(escaped).toEqual([]);
    const isExplained = (error: unknown) => error instanceof ToolError || error instanceof UnconfirmedError;
    expect(errors.filter((error) => error !== undefined && !isExplained(error))).toEqual([]);
    expect(errors.filter(isExplained).length).toBeGreaterThan(1_000);
    expect(sent.length).toBeGreaterThan(50);
  }, 60_000);
});

describe('the rules for areas and permissions', () => {
  it('return a result for 10,000 random paths', () => {
    const pick = numbers(4);
    const scopeOf = createScopeOfRequest();
    const index = createOperationIndex()();
    const areas = new Set<string>([...pathAreas, UNKNOWN]);
    const undecided: string[] = [];
    const segments = index.paths.segments;
    for (let number = 0; number < 10_000; number += 1) {
      const parts = Array.from({ length: 1 + pick(8) }, () => segments[pick(segments.length)]);
      const path = canonicalPath(`/${parts.join('/')}`);
      index.find('GET', path);
      const scopes = [scopeOf({ method: 'GET', path }), scopeOf({ method: 'POST', path })];
      const isScope = scopes.every(
        (scope) => scope === undefined || /^[A-Za-z][\w-]*(?:\.[\w-]+)+$/.test(scope),
      );
      if (!areas.has(areaOfPath(path)) || !isScope) undecided.push(path);
    }
    expect(undecided).toEqual([]);
  });
});

describe('paths with a placeholder', () => {
  const given = [
    '/users/{user-id}/messages',
    "/users('{user-id}')/messages",
    '/me/messages/{id}',
    '/me/events/%7Bevent-id%7D/instances',
  ];
  it.each([
    ...given.map((path) => ['graph_get', { path }] as const),
    ['graph_write', { method: 'DELETE', path: '/me/messages/{message-id}' }] as const,
    ['graph_batch', { paths: ['/me', '/me/messages/{message-id}'] }] as const,
  ])('are refused by %s before anything is sent: %j', async (tool, args) => {
    const refusal = { code: 'bad_argument', message: expect.stringMatching(/placeholder \{[\w-]*id\}/) };
    await expect(tenant.callOnce('ana.silva', tool, args)).rejects.toMatchObject(refusal);
    expect(tenant.graph.log.filter(({ path }) => /id%7D(?!\.md)/.test(path))).toEqual([]);
  });

  it.each([
    '/me/messages/{1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed}',
    '/me/messages/{draft}',
    '/me/messages/Report {id}.md',
  ])('are not confused with other braces: %s', async (path) => {
    await tenant.callOnce('ana.silva', 'graph_get', { path }).catch(() => undefined);
    const sent = tenant.graph.log.map((request) => decodeURIComponent(request.path));
    expect(sent).toContain(`/v1.0${path}`);
  });
});
