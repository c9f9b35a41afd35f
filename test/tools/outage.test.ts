import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { ToolError } from '../../src/errors.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
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
/** Graph's responses to sendMail and to a DELETE have no body that could be damaged. */
const hasBody = ({ tool, kind }: (typeof cases)[number]) => {
  if (kind === 'half-body') return !/^(?:POST \/me\/sendMail$|DELETE )/.test(tool.operation);
  return kind !== 'wrong-json' || !tool.operation.startsWith('DELETE ');
};

describe('a Graph failure', () => {
  it.each(cases.filter(hasBody))(
    'is explained in a sentence when $tool.name encounters $kind',
    async ({ tool, kind, sentence }) => {
      const { as, args } = await tenant.exampleOf(tool);
      // The reads that come first change nothing, so the fault meets the write.
      const method = tool.operation.split(' ')[0] ?? '';
      tenant.graph.control.fault({ kind, person: as, ...(tool.kind !== 'read' && { method }) });
      const error = (await tenant.call(as, tool.name, args).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )) as ToolError | undefined;
      expect(error).toMatchObject({ name: 'ToolError', message: expect.stringMatching(sentence) });
      const mayHaveHappened = tool.kind !== 'read' && kind !== 'redirect-elsewhere';
      expect(error?.sideEffect).toBe(mayHaveHappened ? 'unknown' : 'unchanged');
    },
  );
});
