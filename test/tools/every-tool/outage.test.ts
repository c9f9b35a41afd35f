import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { ToolError } from '../../../src/errors.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterEach(() => tenant.graph.control.reset());
afterAll(() => tenant.close());

const faults = [
  ['html', /HTML page/],
  ['reset', /was lost before the complete response/],
  ['redirect-elsewhere', /not followed/],
  ['status', /unavailable/],
  ['half-body', /was lost before the complete response/],
  ['wrong-json', /invalid JSON/],
] as const;

/** These tools send no request to Graph. They use built-in data and the permissions in the token. */
const asksNothing = new Set(['graph_search_operations', 'graph_describe_operation', 'list_toolsets']);

const cases = catalogue
  .filter(({ name }) => !asksNothing.has(name))
  .flatMap((tool) => faults.map(([kind, sentence]) => ({ tool, kind, sentence })));
/** Graph's responses to sendMail, to a status message and to a DELETE have no body that could be damaged. */
const hasBody = ({ tool, kind }: (typeof cases)[number]) => {
  if (kind === 'half-body')
    return !/^(?:POST \/me\/sendMail$|POST .*\/setStatusMessage$|DELETE )/.test(tool.operation);
  return kind !== 'wrong-json' || !tool.operation.startsWith('DELETE ');
};

/** Returns the values of `sideEffect` that the error may have. If a tool failed while reading, nothing was changed. */
function sideEffects(
  kind: string,
  fault: string,
  requests: readonly { readonly method: string; readonly path: string }[],
): readonly string[] {
  if (fault === 'redirect-elsewhere') return ['unchanged'];
  // Some read-only tools send POST requests. For these tools, a failed read may also report the side effect as unknown,
  // because its text never mentions changes.
  if (kind === 'read')
    return requests.some(({ method }) => method === 'POST') ? ['unchanged', 'unknown'] : ['unchanged'];
  const writes = requests.filter(({ method }) => method !== 'GET');
  if (writes.length === 0) return ['unchanged'];
  return writes.every(({ path }) => path.endsWith('/$batch')) ? ['unchanged', 'unknown'] : ['unknown'];
}

describe('a Graph failure', () => {
  it.each(cases.filter(hasBody))(
    'is explained in a sentence when $tool.name encounters $kind',
    async ({ tool, kind, sentence }) => {
      const { as, args } = await tenant.exampleOf(tool);
      const before = tenant.graph.log.length;
      tenant.graph.control.fault({ kind, person: as });
      const error = (await tenant.call(as, tool.name, args).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )) as ToolError | undefined;
      expect(error).toMatchObject({ name: 'ToolError', message: expect.stringMatching(sentence) });
      expect(sideEffects(tool.kind, kind, tenant.graph.log.slice(before))).toContain(error?.sideEffect);
    },
  );
});
