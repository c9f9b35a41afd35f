/** The kinds of values that completion/complete can suggest for an argument. */
export type Suggested = 'folder' | 'team' | 'channel' | 'person' | 'people' | 'file';

export type WorkflowArgument = {
  readonly name: string;
  readonly about: string;
  readonly required?: boolean;
  /** The value that is used if the user gives none. */
  readonly otherwise?: string;
  readonly suggested?: Suggested;
  /** An example value for the tests. */
  readonly example: string;
};

/**
 * A call in a workflow. A text argument can contain placeholders for values from the user, such as `{team}`, and
 * for values that an earlier call returned or that the model writes, such as `<id from list_messages>`. An
 * argument is left out if its placeholder has no value.
 */
export type WorkflowStep = {
  readonly tool: string;
  readonly args?: Readonly<Record<string, unknown>>;
  /** Says what to do with the result, or when to make the call. */
  readonly note: string;
  /** True if the workflow is useful without the call. In that case, the tool need not be available. */
  readonly optional?: boolean;
  /** True if the call changes something, so that it needs the user's consent first. */
  readonly changes?: boolean;
};

/** How to carry out a common request with our tools. Each workflow is offered as a prompt and as a skill. */
export type Workflow = {
  /** In the format that the Agent Skills specification prescribes: lowercase words joined by hyphens. */
  readonly name: string;
  readonly title: string;
  /** Says what the workflow does and when to use it. Models select a skill by this text. */
  readonly about: string;
  readonly args: readonly WorkflowArgument[];
  readonly steps: readonly WorkflowStep[];
  /** The format of the final answer. */
  readonly answer: string;
};

/** Returns the tools that a workflow requires. The workflow is not offered if any of these tools is missing. */
export function neededTools({ steps }: Workflow): readonly string[] {
  return [...new Set(steps.filter(({ optional }) => optional !== true).map(({ tool }) => tool))];
}
