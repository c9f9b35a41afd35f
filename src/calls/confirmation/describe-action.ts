import { counted } from '../../base/text/counted.ts';
import type { Decision } from '../../policy/decision.ts';
import type { Preview, Tool } from '../../tools/define.ts';
import { cell } from '../../tools/output/untrusted.ts';

/** An action that needs the user's confirmation or approval. */
export type Action = {
  readonly tool: Tool;
  /** The name that the client used for the tool. */
  readonly calledAs: string;
  readonly preview: Preview;
  readonly decision: Decision;
  readonly outsiders: readonly string[];
};

const NAMED_OUTSIDERS = 5;
/** Maximum length of an outsider's name and address together, in characters. */
const MAX_NAME = 450;

/** Describes an action to the model. `refusal` is the reason why this call's confirmation was not accepted. */
export function describeAction(
  { calledAs, preview, decision, outsiders }: Action,
  refusal: string | undefined,
): readonly string[] {
  const { lines, more = 0 } = preview;
  return [
    ...(refusal === undefined ? [] : [`The confirmation was not accepted: ${refusal}.`]),
    `Nothing has been done yet. ${calledAs} would:`,
    ...lines.map((line) => `- ${line}`),
    ...(more === 0 ? [] : [`- and ${more} more`]),
    `${decision.reason}${nameOutsiders(outsiders)}`,
  ];
}

/**
 * Returns a sentence that names the first outsiders, or an empty string if there are no outsiders. Their addresses can
 * come from a hostile message, for example from its Reply-To header.
 */
export function nameOutsiders(outsiders: readonly string[]): string {
  if (outsiders.length === 0) return '';
  const first = outsiders
    .slice(0, NAMED_OUTSIDERS)
    .map((one) => cell(one, MAX_NAME))
    .join(', ');
  const rest = outsiders.length - NAMED_OUTSIDERS;
  return ` Outside: ${first}${rest > 0 ? ` and ${counted(rest, 'other')}` : ''}.`;
}
