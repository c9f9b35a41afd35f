import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import type { Tool } from '../../../src/tools/define.ts';
import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const lists = catalogue.flatMap((tool) =>
  tool.budget === undefined
    ? []
    : [
        { tool, ids: true, most: tool.budget.withIds },
        { tool, ids: false, most: tool.budget.withoutIds },
      ],
);

describe('a list of 25 rows', () => {
  it.each(lists)('costs at most $most tokens: $tool.name with ids: $ids', async ({ tool, ids, most }) => {
    const { as, args } = await tenant.exampleOf(tool);
    const { text } = await tenant.call(as, tool.name, { ...args, ids });
    const rows = rowsIn(text).length;
    expect(rows).toBeGreaterThan(0);
    expect((encode(text).length / rows) * 25).toBeLessThanOrEqual(most);
  });
});

type JsonProperty = { readonly maximum?: number };

const propertiesOf = ({ inputSchema }: Tool) =>
  (inputSchema['properties'] ?? {}) as Record<string, JsonProperty>;

/** Returns the name of the argument that sets the number of rows. */
const sizeOf = (tool: Tool) => ['top', 'max'].find((name) => Object.hasOwn(propertiesOf(tool), name));

/** Boolean arguments that add content to the result. All other boolean arguments are filters. */
const additions: readonly string[] = ['ids', 'preview'];

describe('the longest page of a list', () => {
  const pages = catalogue.filter((tool) => tool.kind === 'read' && sizeOf(tool) !== undefined);
  let crowded: DemoTenant;
  beforeAll(async () => {
    crowded = await openDemoTenant({ many: 120 });
  });
  afterAll(() => crowded.close());

  it.each(pages.map((tool) => [tool.name, tool] as const))(
    'costs at most 8,000 tokens: %s',
    async (name, tool) => {
      const { as, args } = await crowded.exampleOf(tool);
      const { plan: _ambiguous, ...others } = args;
      const properties = propertiesOf(tool);
      const size = sizeOf(tool) ?? '';
      const on = additions.filter((one) => Object.hasOwn(properties, one)).map((one) => [one, true]);
      const all = { ...others, ...Object.fromEntries(on), [size]: properties[size]?.maximum };
      const { text } = await crowded.call(as, name, all);
      expect(encode(text).length).toBeLessThanOrEqual(8_000);
    },
  );
});
