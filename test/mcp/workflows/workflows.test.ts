import { skillEntry } from '@modelcontextprotocol/server/ext/skills';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';

import { createSkills } from '../../../src/mcp/skills/skills.ts';
import { workflows, workflowsFor } from '../../../src/mcp/workflows/all-workflows.ts';
import {
  argumentsOf,
  defaultsOf,
  renderPrompt,
  renderSkill,
} from '../../../src/mcp/workflows/render-workflow.ts';
import { neededTools, type Workflow } from '../../../src/mcp/workflows/workflow.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { isExpected, isListed } from '../../tools/records/expected-tools.ts';

/** In o200k tokens. */
const LARGEST_SKILL = 900;

const expected = workflows.flatMap(({ steps }) => steps.map(({ tool }) => tool)).filter(isExpected);
const everyTool = [...catalogue, ...expected.map((name) => ({ name }))];
const valuesOf = ({ args }: Workflow) => Object.fromEntries(args.map(({ name, example }) => [name, example]));

describe('the workflows', () => {
  it('have ten distinct names', () => {
    expect(new Set(workflows.map(({ name }) => name)).size).toBe(10);
  });

  it('are each offered only to callers who have all the tools that the workflow needs', () => {
    expect(workflowsFor(everyTool)).toEqual(workflows);
    expect(workflowsFor([])).toEqual([]);
    for (const workflow of workflows) {
      for (const missing of neededTools(workflow)) {
        const others = everyTool.filter(({ name }) => name !== missing);
        expect(workflowsFor(others), `${workflow.name} without ${missing}`).not.toContain(workflow);
      }
    }
  });

  it('are offered even if the tools for optional steps are missing', () => {
    const optional = workflows.flatMap(({ steps }) => steps.filter((step) => step.optional === true));
    expect(optional.length).toBeGreaterThan(3);
    for (const workflow of workflows) {
      const needed = neededTools(workflow).map((name) => ({ name }));
      expect(workflowsFor(needed)).toContain(workflow);
    }
  });

  it('are all offered to callers with the default tools', () => {
    const tools = everyTool.filter((tool) => !('presets' in tool) || tool.presets.includes('default'));
    const missing = workflows.filter((workflow) => !workflowsFor(tools).includes(workflow));
    const why = missing.map((one) => [
      one.name,
      neededTools(one).filter((name) => !tools.some((tool) => tool.name === name)),
    ]);
    expect(why).toEqual([]);
  });
});

describe.each(workflows.map((workflow) => [workflow.name, workflow] as const))('%s', (name, workflow) => {
  it('names only tools that exist or whose area has no tools yet', () => {
    expect(
      workflow.steps.filter(({ tool }) => !isListed(tool) && !isExpected(tool)).map(({ tool }) => tool),
    ).toEqual([]);
  });

  it('gives each tool arguments that the tool accepts', () => {
    for (const step of workflow.steps) {
      const tool = catalogue.find((one) => one.name === step.tool);
      const args = argumentsOf(step, { ...defaultsOf(workflow), ...valuesOf(workflow) });
      const result = tool?.parse(
        JSON.parse(
          JSON.stringify(args).replaceAll(/<(time|date)?[^>]*>/g, (_, when) =>
            when ? '2026-11-30' : 'AAMkAGI2',
          ),
        ),
      );
      expect(result ?? { ok: true }, `${step.tool} ${JSON.stringify(args)}`).toMatchObject({ ok: true });
    }
  });

  it('marks every step that changes something', () => {
    for (const { tool, changes } of workflow.steps) {
      const kind = catalogue.find((one) => one.name === tool)?.kind ?? 'read';
      const isDraft = tool === 'create_draft';
      expect(changes ?? false, tool).toBe(kind !== 'read' && !isDraft);
    }
  });

  it('uses only values that it declares', () => {
    const text = JSON.stringify([workflow.steps, workflow.answer]);
    const used = [...text.matchAll(/\{([a-z]{1,20})\}/g)].map(([, value]) => value);
    expect(workflow.args.map((one) => one.name)).toEqual(expect.arrayContaining(used));
  });

  it(`costs at most ${LARGEST_SKILL} tokens as a skill`, () => {
    expect(encode(renderSkill(workflow)).length).toBeLessThanOrEqual(LARGEST_SKILL);
  });

  it('is a valid skill with the digest and the frontmatter that the SDK computes', async () => {
    const skills = createSkills();
    const skill = skills.list(everyTool).find((one) => one.frontmatter.name === name);
    const text = skills.textAt(skill?.uri ?? '', everyTool) ?? '';
    expect(text).toBe(renderSkill(workflow));
    expect(await skillEntry(`portico/${name}`, { 'SKILL.md': text })).toEqual(skill);
  });

  it('has the same steps as a prompt and as a skill', () => {
    const stepsIn = (text: string) => text.split('\n').filter((line) => /^\d+\. /.test(line));
    const asWritten = Object.fromEntries(workflow.args.map((one) => [one.name, `{${one.name}}`]));
    expect(stepsIn(renderPrompt(workflow, asWritten))).toEqual(stepsIn(renderSkill(workflow)));
    expect(stepsIn(renderSkill(workflow))).toHaveLength(workflow.steps.length);
  });

  it('leaves no braces in a prompt, with or without values', () => {
    for (const values of [{}, valuesOf(workflow)])
      expect(renderPrompt(workflow, values)).not.toMatch(/\{[a-z]+\}/);
  });
});

it.each([
  ['Ben Okafor, Chen Wei', ['Ben Okafor', 'Chen Wei']],
  ['Okafor, Ben; Wei, Chen', ['Okafor, Ben', 'Wei, Chen']],
  ['Ben Okafor <ben.okafor@contoso.example>; ', ['Ben Okafor <ben.okafor@contoso.example>']],
])('a list of people is split at semicolons or, if there are none, at commas: %j', (people, attendees) => {
  const values = { people };
  expect(argumentsOf({ args: { attendees: ['{people}'] } }, values)).toEqual({ attendees });
});
