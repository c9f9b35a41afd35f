import { createHash } from 'node:crypto';

import { oncePerObject } from '../../base/cache/once-per-object.ts';
import type { ToolRecord } from '../../tools/tool-record.ts';
import { workflowsFor } from '../workflows/all-workflows.ts';
import { renderSkill } from '../workflows/render-workflow.ts';
import type { Workflow } from '../workflows/workflow.ts';

/** A skill as skills/list and skills/get return it. */
export type Skill = {
  readonly uri: string;
  readonly frontmatter: { readonly name: string; readonly description: string };
  readonly resources: readonly { readonly uri: string; readonly digest: string; readonly size: number }[];
};

/** A skill's file as resources/list returns it. */
export type SkillResource = {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: 'text/markdown';
};

const uriOf = ({ name }: Workflow): string => `skill://portico/${name}/SKILL.md`;

/** The skills of one server. Each skill is rendered once, because its text is the same for every caller. */
export type Skills = {
  /** Returns the skills that work with a caller's tools. */
  list(tools: Tools): readonly Skill[];
  /** Returns the skill at a URI, if it works with the caller's tools. */
  at(uri: string, tools: Tools): Skill | undefined;
  /** Returns the skills' files. No client loads a file unless a user or a model asks for it. */
  resources(tools: Tools): readonly SkillResource[];
  /** Returns the text of the file at a URI, if the skill works with the caller's tools. */
  textAt(uri: string, tools: Tools): string | undefined;
};

type Tools = readonly Pick<ToolRecord, 'name'>[];

type Written = { readonly skill: Skill; readonly text: string };

export function createSkills(): Skills {
  const write = oncePerObject(render);
  const find = (uri: string, tools: Tools): Written | undefined => {
    const workflow = workflowsFor(tools).find((one) => uriOf(one) === uri);
    return workflow && write(workflow);
  };
  return {
    list: (tools) => workflowsFor(tools).map((workflow) => write(workflow).skill),
    at: (uri, tools) => find(uri, tools)?.skill,
    resources: (tools) =>
      workflowsFor(tools).map((workflow) => ({
        uri: uriOf(workflow),
        name: workflow.name,
        title: workflow.title,
        description: workflow.about,
        mimeType: 'text/markdown',
      })),
    textAt: (uri, tools) => find(uri, tools)?.text,
  };
}

function render(workflow: Workflow): Written {
  const { name, about } = workflow;
  const uri = uriOf(workflow);
  const text = renderSkill(workflow);
  const bytes = Buffer.from(text);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const frontmatter = { name, description: about };
  return { text, skill: { uri, frontmatter, resources: [{ uri, digest, size: bytes.length }] } };
}

export function isSkillUri(uri: string): boolean {
  return uri.startsWith('skill://');
}
