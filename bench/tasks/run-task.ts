import { UnconfirmedError } from '../../src/errors.ts';
import { people } from '../../src/standins/tenant/people.ts';
import { confirmationIn, type DemoTenant } from '../../test/kit/demo-tenant.ts';
import type { Task } from './task.ts';

export type MadeCall = {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly text: string;
};

/**
 * Performs a task in the demo tenant, then runs the task's check; throws if the check fails. Passes each call and its
 * result to `made`.
 */
export async function runTask(
  task: Task,
  tenant: DemoTenant,
  made: (call: MadeCall) => Promise<void> = async () => {},
): Promise<void> {
  const once = async (tool: string, args: Readonly<Record<string, unknown>>): Promise<string> => {
    try {
      const { text } = await tenant.callOnce(task.as, tool, args);
      await made({ tool, args, text });
      return text;
    } catch (error) {
      if (!(error instanceof UnconfirmedError)) throw error;
      await made({ tool, args, text: error.message });
      return once(tool, { ...args, confirmation: confirmationIn(error.message) });
    }
  };
  const answer = await task.steps((tool, args = {}) => once(tool, args));
  const { check } = task;
  const [shown, wanted] =
    'says' in check
      ? [answer, check.says]
      : [await bodyAt(tenant.graph.origin, task.as, check.path), check.has];
  if (!wanted.test(shown)) throw new Error(`"${task.name}" is not done: no ${wanted} in ${shown}`);
}

/** Returns Graph's response to a GET by this person, as text. A binary file is returned as base64. */
export async function bodyAt(origin: string, as: string, path: string): Promise<string> {
  const token = people.find(({ alias }) => alias === as)?.oid ?? '';
  const response = await fetch(`${origin}/v1.0${path}`, {
    headers: { authorization: `Bearer ${token}`, prefer: 'IdType="ImmutableId"' },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  return /json|text|xml|html|csv/.test(type) ? bytes.toString() : bytes.toString('base64');
}
