import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { onlyReads } from '../../../src/policy/path-rules.ts';
import { canonicalSegments } from '../../../src/standins/graph/canonical-path.ts';
import { createRouter } from '../../../src/standins/graph/router.ts';
import { routes } from '../../../src/standins/graph/routes/all-routes.ts';
import { people } from '../../../src/standins/tenant/people.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import type { Tool } from '../../../src/tools/define.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const named = (tools: readonly Tool[]) => tools.map((tool) => [tool.name, tool] as const);
const withPath = catalogue.filter(({ operation }) => operation.includes(' '));
const router = createRouter(routes);

describe("a tool's example", () => {
  it.each(named(catalogue))('succeeds on the demo tenant: %s', async (name, tool) => {
    const { as, args } = await tenant.exampleOf(tool);
    const { text } = await tenant.call(as, name, args);
    expect(text).not.toBe('');
    expect(text).not.toMatch(/^No /);
  });
});

describe("a tool's operation", () => {
  it.each(named(withPath))('exists in the Graph stand-in: %s', (_name, { operation }) => {
    const [method = '', path = ''] = operation.split(' ');
    const segments = canonicalSegments(path, tenant.graph.tenant, people[0]?.oid ?? '');
    expect(router(method, segments).match).toBeDefined();
  });

  it.each(named(withPath.filter(({ kind }) => kind === 'read')))(
    'is treated as a read by policy if the tool only reads: %s',
    (_name, { operation }) => {
      const [method = '', path = ''] = operation.split(' ');
      expect(onlyReads({ method, path: path.replaceAll(/\{\w+\}/g, 'id') })).toBe(true);
    },
  );
});
