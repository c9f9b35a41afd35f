import { counted } from '../../base/text/counted.ts';
import { isCut, type ApprovalContent } from './approval-content.ts';

/** Returns the question for a form that the client shows to the user. */
export function questionAbout(tool: string, content: ApprovalContent, refusal: string | undefined): string {
  const { reason, lines, moreLines, outsiders, moreOutsiders, details, moreDetails } = content;
  return [
    ...(refusal === undefined ? [] : [`Your earlier answer was not accepted: ${refusal}.`]),
    `${content.title} (${tool}) would:`,
    ...lines.map((line) => `- ${line}`),
    ...left(moreLines, 'line'),
    reason,
    ...(outsiders.length > 0 ? [`Outside: ${outsiders.join(', ')}`] : []),
    ...left(moreOutsiders, 'outsider'),
    'The call:',
    ...details.map(
      ({ name, value, cut }) => `${name}: ${value}${cut > 0 ? `… (${counted(cut, 'more character')})` : ''}`,
    ),
    ...left(moreDetails, 'argument'),
    ...(isCut(content) ? ['Not everything is shown. Reject if you need to see the rest first.'] : []),
  ].join('\n');
}

function left(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`- and ${counted(count, `more ${what}`)}`];
}
