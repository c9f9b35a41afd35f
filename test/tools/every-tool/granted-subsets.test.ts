import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { suffices } from '../../../src/graph/permissions.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import type { Tool } from '../../../src/tools/define.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

const SUBSETS = 200;
/** Number of listed tools that are called for each subset. Over all subsets, every tool is called several times. */
const CALLED = 2;
const aliases = [...new Set(catalogue.map(({ example }) => example?.as ?? ''))];

const permissions = [
  ...new Set(
    catalogue.flatMap(({ scopes, optionalScopes = [], scopesElsewhere = {}, sharedScopes = [] }) => [
      ...scopes,
      ...optionalScopes,
      ...Object.values(scopesElsewhere).flatMap((names) => names ?? []),
      ...sharedScopes,
    ]),
  ),
].toSorted();

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

/**
 * Creates a generator of pseudo-random numbers between 0 and 1 that returns the same sequence in every run
 * (mulberry32).
 */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = createRandom(20_261_128);
const subsets = Array.from({ length: SUBSETS }, (_, index) => {
  const share = (index % 10) / 10 + 0.05;
  const chosen = permissions.filter(() => random() < share);
  return [index, chosen.length === 0 ? [permissions[index % permissions.length] ?? ''] : chosen] as const;
});

/** Calls a tool's example with these permissions and returns the code of its error, if any. */
async function codeOf(tool: Tool, granted: readonly string[]): Promise<string | undefined> {
  const { as, args } = await tenant.exampleOf(tool);
  return tenant.granting(as, granted, async () => {
    try {
      await tenant.call(as, tool.name, args);
      return undefined;
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  });
}

/**
 * Returns whether these permissions suffice for a tool's example. A tool without permissions of its own is listed if
 * the permissions for any one of its areas are granted, but its example can be about another area.
 */
function coversExample({ scopes, scopesElsewhere = {} }: Tool, granted: readonly string[]): boolean {
  const elsewhere = Object.values(scopesElsewhere).flatMap((names) => names ?? []);
  return scopes.length > 0 || (elsewhere.length > 0 && elsewhere.every((name) => suffices(granted, name)));
}

const namesFor = (alias: string, granted: readonly string[]) =>
  tenant.granting(alias, granted, async () => (await tenant.listedFor(alias)).map(({ name }) => name));

describe('a caller with a random subset of the permissions', () => {
  const called = new Map<string, number>();

  it.each(subsets)(
    'can use every listed tool, and get_auth_status names each hidden tool: subset %i',
    async (index, granted) => {
      const alias = aliases[index % aliases.length] ?? '';
      const listed = await namesFor(alias, granted);
      const status = await tenant.granting(alias, granted, () => tenant.call(alias, 'get_auth_status'));
      const hidden = catalogue.filter(({ name }) => !listed.includes(name));
      for (const { name } of hidden) expect(status.text).toMatch(new RegExp(`[:,;] ${name}\\b`));
      // The tools that were called least come first. get_next_page is left out, because it needs a cursor from another
      // call.
      const next = catalogue
        .filter(
          (tool) => listed.includes(tool.name) && tool.companion !== true && coversExample(tool, granted),
        )
        .toSorted((a, b) => (called.get(a.name) ?? 0) - (called.get(b.name) ?? 0));
      for (const tool of next.slice(0, CALLED)) {
        called.set(tool.name, (called.get(tool.name) ?? 0) + 1);
        // oxlint-disable-next-line no-await-in-loop
        expect(await codeOf(tool, granted), `${tool.name} with ${granted.join(' ')}`).not.toBe(
          'missing_permission',
        );
      }
    },
  );
});

describe('a caller', () => {
  const needy = catalogue.filter(({ scopes }) => scopes.length > 0).map((tool) => [tool.name, tool] as const);

  it.each(needy)('can use %s with only the permissions that it needs', async (_name, tool) => {
    expect(await codeOf(tool, tool.scopes)).not.toBe('missing_permission');
  });

  it.each(needy)('cannot list or call %s if any of its permissions is missing', async (name, tool) => {
    for (const scope of tool.scopes) {
      const others = ['offline_access', ...tool.scopes.filter((other) => other !== scope)];
      // oxlint-disable no-await-in-loop
      expect(await namesFor('ana.silva', others)).not.toContain(name);
      expect(await codeOf(tool, others)).toBe('missing_permission');
      // oxlint-enable no-await-in-loop
    }
  });

  const composite = catalogue
    .filter(({ scopes }) => scopes.length === 0)
    .flatMap(({ name, scopesElsewhere = {} }) =>
      Object.entries(scopesElsewhere).map(([area, names]) => [name, area, names ?? []] as const),
    );
  it.each(composite)('can list %s with the permissions for %s alone', async (name, _area, names) => {
    expect(await namesFor('ana.silva', names)).toContain(name);
    expect(await namesFor('ana.silva', ['offline_access'])).not.toContain(name);
  });
});
