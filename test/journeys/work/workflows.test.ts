import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { workflows } from '../../../src/mcp/workflows/all-workflows.ts';
import { argumentsOf, defaultsOf } from '../../../src/mcp/workflows/render-workflow.ts';
import type { Workflow, WorkflowStep } from '../../../src/mcp/workflows/workflow.ts';
import { isExpected, isListed } from '../../tools/records/expected-tools.ts';
import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

/** For each placeholder in a workflow, the text that a model would write instead. */
const written: Readonly<Record<string, string>> = {
  'what to do, and the sender': 'Reply to Petra',
  'two or three distinctive words of the title': 'harbor',
  'the same words': 'harbor',
  'distinctive words of a task': 'train',
  'date such as 2026-11-30': '2026-11-30',
  'the reply': 'Thank you, **agreed**.',
  attendee: 'Ben Okafor',
};

/** Replaces placeholders with values from earlier results or with text that a model would write. */
function fill(value: unknown, results: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => fill(one, results));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, results)]));
  if (typeof value !== 'string') return value;
  return value.replaceAll(/<([^>]+)>/g, (_, what: string) => written[what] ?? valueFrom(what, results));
}

function valueFrom(what: string, results: ReadonlyMap<string, string>): string {
  const [, kind = '', tool = ''] = /^(id|address|link|time) from (\w+)$/.exec(what) ?? [];
  const text = results.get(tool);
  if (text === undefined) throw new RangeError(`Nothing replaces <${what}>.`);
  const patterns: Readonly<Record<string, RegExp>> = {
    address: /[\w.]+@[\w.]+/,
    link: /https:\/\/\S+/,
    time: /\d{4}-\d\d-\d\d[T ]\d\d:\d\d/,
  };
  const found = kind === 'id' ? rowsIn(text)[0]?.at(-1) : patterns[kind]?.exec(text)?.[0];
  if (found === undefined) throw new RangeError(`No ${kind} in the result of ${tool}: ${text}`);
  return found;
}

async function replay(workflow: Workflow): Promise<readonly WorkflowStep[]> {
  const results = new Map<string, string>();
  const examples = Object.fromEntries(workflow.args.map(({ name, example }) => [name, example]));
  const values = { ...defaultsOf(workflow), ...examples };
  const steps = workflow.steps.filter(({ tool }) => isListed(tool));
  for (const step of steps) {
    const args = fill(argumentsOf(step, values), results) as Record<string, unknown>;
    const { text } = await tenant.call('ana.silva', step.tool, args);
    expect(text.length, step.tool).toBeGreaterThan(0);
    results.set(step.tool, text);
  }
  return steps;
}

describe('on the demo tenant', () => {
  it.each(workflows.map((workflow) => [workflow.name, workflow] as const))(
    'each step of %s that has a tool succeeds, in order and with values from earlier results',
    async (_name, workflow) => {
      const steps = await replay(workflow);
      const missing = workflow.steps.filter((step) => !steps.includes(step)).map(({ tool }) => tool);
      expect(missing.filter((tool) => !isExpected(tool))).toEqual([]);
    },
  );
});
