import { listedIn } from '../../src/calls/dispatched-call.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { FINDER } from '../../src/policy/presets.ts';
import type { DemoTenant } from '../../test/kit/demo-tenant.ts';
import type { MadeCall } from './run-task.ts';
import { plans } from './plans.ts';

/** The texts that a client sends and receives. */
export type Exchange = { readonly sent: string; readonly received: string };

/** The tools that a client with `?preset=discovery` sees. */
export const discoveryTools = listedIn('discovery', catalogue);

/**
 * Returns what a client with `?preset=discovery` sends and receives for a task's calls. The client searches for the
 * steps of its plan, searches again for a tool that the results do not describe, and calls each tool through the tool
 * that runs other tools. `tenant` must have that preset.
 */
export async function exchangesInDiscovery(
  task: { readonly name: string; readonly as: string },
  calls: readonly MadeCall[],
  tenant: DemoTenant,
): Promise<readonly Exchange[]> {
  const plan = plans[task.name];
  if (plan === undefined) throw new Error(`bench/tasks/plans.ts has no plan for "${task.name}".`);
  const search = async (query: string): Promise<Exchange> => {
    const { text } = await tenant.callOnce(task.as, FINDER, { query });
    return { sent: sentTo(FINDER, { query }), received: text };
  };
  const first = await search(plan);
  const used = new Set(calls.map(({ tool }) => tool));
  const unknown = [...used].filter((name) => !first.received.includes(`\n${name} (`));
  const second = unknown.length === 0 ? [] : [await search(unknown.join('; '))];
  const dispatched = calls.map(({ tool, args, text }) => ({
    sent: sentTo(isRead(tool) ? 'run_read_tool' : 'run_write_tool', { tool, arguments: args }),
    received: text,
  }));
  return [first, ...second, ...dispatched];
}

function isRead(name: string): boolean {
  return catalogue.find((tool) => tool.name === name)?.kind === 'read';
}

function sentTo(tool: string, args: Readonly<Record<string, unknown>>): string {
  return `${tool} ${JSON.stringify(args)}`;
}
