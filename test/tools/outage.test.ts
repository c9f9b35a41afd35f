import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { ToolError } from '../../src/errors.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import type { Tool } from '../../src/tools/define.ts';
import { openDemoTenant, type DemoTenant } from '../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterEach(() => tenant.graph.control.reset());
afterAll(() => tenant.close());

const faults = [
  ['html', /HTML page/],
  ['reset', /broke before the response/],
  ['redirect-elsewhere', /not followed/],
  ['status', /unavailable/],
  ['half-body', /broke before the response/],
  ['wrong-json', /invalid JSON/],
] as const;

const cases = catalogue.flatMap((tool) => faults.map(([kind, sentence]) => ({ tool, kind, sentence })));
/** Graph's response to sendMail has no body that could be damaged. */
const hasBody = ({ tool, kind }: (typeof cases)[number]) =>
  tool.operation !== 'POST /me/sendMail' || kind !== 'half-body';

/** The fault affects the first request. These tools read before they write, so nothing has changed. */
const readsFirst = ({ area, name }: Tool): boolean =>
  area === 'tasks' || ['update_contact', 'delete_contact'].includes(name);

describe('a Graph failure', () => {
  it.each(cases.filter(hasBody))(
    'is explained in a sentence when $tool.name encounters $kind',
    async ({ tool, kind, sentence }) => {
      const { as, args } = await tenant.exampleOf(tool);
      tenant.graph.control.fault({ kind, person: as });
      const error = (await tenant.call(as, tool.name, args).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )) as ToolError | undefined;
      expect(error).toMatchObject({ name: 'ToolError', message: expect.stringMatching(sentence) });
      const mayHaveHappened = tool.kind !== 'read' && !readsFirst(tool) && kind !== 'redirect-elsewhere';
      expect(error?.sideEffect).toBe(mayHaveHappened ? 'unknown' : 'unchanged');
    },
  );
});
