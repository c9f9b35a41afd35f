import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { openDemoTenant, rowsIn, type DemoTenant } from '../kit/demo-tenant.ts';

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

describe('25 rows of a list', () => {
  it.each(lists)('cost at most $most tokens: $tool.name with ids: $ids', async ({ tool, ids, most }) => {
    const { as, args } = await tenant.exampleOf(tool);
    const { text } = await tenant.call(as, tool.name, { ...args, ids });
    const rows = rowsIn(text).length;
    expect(rows).toBeGreaterThan(0);
    expect((encode(text).length / rows) * 25).toBeLessThanOrEqual(most);
  });
});
