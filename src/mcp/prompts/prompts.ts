import type { ToolRecord } from '../../tools/tool-record.ts';
import { workflowsFor } from '../workflows/all-workflows.ts';
import { renderPrompt } from '../workflows/render-workflow.ts';
import type { Workflow } from '../workflows/workflow.ts';

/** A prompt as prompts/list returns it. */
export type ListedPrompt = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly description: string;
    readonly required: boolean;
  }[];
};

/** The result of prompts/get. */
export type PromptText = {
  readonly description: string;
  readonly messages: readonly {
    readonly role: 'user';
    readonly content: { readonly type: 'text'; readonly text: string };
  }[];
};

/** Returns the prompts that work with a caller's tools. */
export function listPrompts(tools: readonly ToolRecord[]): readonly ListedPrompt[] {
  return workflowsFor(tools).map(({ name, title, about, args }) => ({
    name,
    title,
    description: about,
    arguments: args.map((one) => ({
      name: one.name,
      description: one.otherwise === undefined ? one.about : `${one.about} Default: ${one.otherwise}.`,
      required: one.required === true,
    })),
  }));
}

/** Maximum length of an argument's value, in characters. */
const LONGEST_VALUE = 500;

/**
 * Returns a prompt with the user's values, or a message that says what to correct. `advice` is added to the prompt's
 * rules.
 */
export function promptFor(
  name: string,
  given: Readonly<Record<string, string>>,
  { tools, advice }: { readonly tools: readonly ToolRecord[]; readonly advice?: string | undefined },
): { readonly ok: true; readonly result: PromptText } | { readonly ok: false; readonly message: string } {
  const workflow = workflowsFor(tools).find((one) => one.name === name);
  if (workflow === undefined)
    return { ok: false, message: 'There is no such prompt. prompts/list lists the available prompts.' };
  const problem = problemOf(workflow, given);
  if (problem !== undefined) return { ok: false, message: problem };
  const values = Object.fromEntries(
    Object.entries(given)
      .map(([argument, value]) => [argument, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  );
  const prompt = renderPrompt(workflow, values);
  const text = advice === undefined ? prompt : `${prompt}\n- ${advice}`;
  return {
    ok: true,
    result: { description: workflow.about, messages: [{ role: 'user', content: { type: 'text', text } }] },
  };
}

function problemOf({ args }: Workflow, given: Readonly<Record<string, string>>): string | undefined {
  const known = args.map(({ name }) => name);
  if (Object.keys(given).some((name) => !known.includes(name)))
    return `The prompt accepts only these arguments: ${known.join(', ')}.`;
  const missing = args.filter(({ name, required }) => required === true && !given[name]?.trim());
  if (missing.length > 0) return `The prompt needs ${missing.map(({ name }) => name).join(' and ')}.`;
  const long = known.find((name) => (given[name]?.length ?? 0) > LONGEST_VALUE);
  return long === undefined ? undefined : `${long} must have at most ${LONGEST_VALUE} characters.`;
}
