import { withDeadline } from '../../base/with-deadline.ts';
import type { CallContext } from '../../calls/job.ts';
import type { RunTool } from '../../calls/run-tool.ts';
import type { Catalogue } from '../../calls/catalogue/tool-catalogue.ts';
import { cell } from '../../tools/output/untrusted.ts';
import { suggestions, type SuggestionKind, type Typed } from '../../tools/suggestions/suggestions.ts';
import { workflows } from '../workflows/all-workflows.ts';
import { separatorIn } from '../workflows/render-workflow.ts';
import type { Suggested } from '../workflows/workflow.ts';

/** The parameters of completion/complete that Portico uses. */
export type CompletionRequest = {
  readonly ref: { readonly type: string; readonly name?: string | undefined };
  readonly argument: { readonly name: string; readonly value: string };
  readonly context?: { readonly arguments?: Readonly<Record<string, string>> | undefined } | undefined;
};

/** The result of completion/complete. */
export type CompletionValues = { readonly values: readonly string[]; readonly hasMore: boolean };

/**
 * Suggests values for an argument of a prompt. Never throws: if the search fails or takes too long, there are no
 * suggestions.
 */
export type Complete = (request: CompletionRequest, context: CallContext) => Promise<CompletionValues>;

/** Maximum duration in milliseconds. After this time, the user has probably changed the text. */
const WAIT_MS = 2_500;
const MOST_VALUES = 20;
/** Maximum lengths of the typed text and of a suggested value, in characters. */
const LONGEST_TYPED = 100;
const LONGEST_VALUE = 200;

const none: CompletionValues = { values: [], hasMore: false };

export function createComplete({
  catalogue,
  runTool,
}: {
  readonly catalogue: Catalogue;
  readonly runTool: RunTool;
}): Complete {
  /** Finds values by calling the tool that lists them, so that the tool's policy, permissions and audit apply. */
  const find = async (
    kind: SuggestionKind,
    typed: Typed,
    context: CallContext,
  ): Promise<readonly string[]> => {
    const suggestion = suggestions[kind];
    const tool = await catalogue.load(suggestion.tool);
    if (tool === undefined) return [];
    const outcome = await runTool(
      {
        tool,
        given: {},
        parse: () => ({ ok: true, args: {} }),
        run: (_args, call) => suggestion.find(typed, call),
      },
      context,
    );
    return outcome.kind === 'done' ? outcome.value : [];
  };

  return async ({ ref, argument, context: given }, context) => {
    const kind = ref.type === 'ref/prompt' ? kindOf(ref.name, argument.name) : undefined;
    if (kind === undefined || argument.value.length > LONGEST_TYPED) return none;
    const { before, text } =
      kind === 'people' ? lastOf(argument.value) : { before: '', text: argument.value };
    const typed = { text: text.trim(), others: given?.arguments ?? {} };
    try {
      const found = await withDeadline(WAIT_MS, context.signal, (signal) =>
        find(kind === 'people' ? 'person' : kind, typed, { ...context, signal }),
      );
      const values = matching(found, typed.text).map((value) => `${before}${value}`);
      return { values: values.slice(0, MOST_VALUES), hasMore: values.length > MOST_VALUES };
    } catch {
      return none;
    }
  };
}

function kindOf(prompt: string | undefined, argument: string): Suggested | undefined {
  const workflow = workflows.find(({ name }) => name === prompt);
  return workflow?.args.find(({ name }) => name === argument)?.suggested;
}

/** Splits a list of people before its last entry, because only that entry is completed. */
function lastOf(value: string): { readonly before: string; readonly text: string } {
  const at = value.lastIndexOf(separatorIn(value)) + 1;
  return { before: at === 0 ? '' : `${value.slice(0, at).trim()} `, text: value.slice(at) };
}

/**
 * Returns the values that contain every typed word; those that begin with the typed text come first. Values are
 * untrusted, because other people chose the names, so each is put on one line.
 */
function matching(found: readonly string[], typed: string): readonly string[] {
  const wanted = typed.toLowerCase();
  const rankOf = (value: string): number => value.toLowerCase().indexOf(wanted);
  const values = [...new Set(found.map((value) => cell(value, LONGEST_VALUE)))].filter(Boolean);
  const words = wanted.split(/\s+/);
  return values
    .filter((value) => words.every((word) => value.toLowerCase().includes(word)))
    .sort((a, b) => Number(rankOf(a) !== 0) - Number(rankOf(b) !== 0));
}
