import { ToolError } from '../../../../errors.ts';
import { htmlOfMarkdown } from '../../../mail/shared/markdown.ts';
import { escapeHtml } from '../../../mail/shared/markdown/escape-html.ts';
import { cell } from '../../../output/untrusted.ts';
import { firstOf } from '../../../output/words.ts';
import type { Member } from '../known-members.ts';
import { markMentions, placeMentions } from './mentions.ts';

/** Graph's limit for a message, in bytes. */
const MAX_BYTES = 28_000;
const MAX_NAMED = 10;

export type OutgoingMessage = {
  readonly body: { readonly contentType: 'html'; readonly content: string };
  readonly mentions: readonly object[];
  /** The names of the people who are mentioned. */
  readonly names: readonly string[];
  /** Names after an @ that match no member. */
  readonly unknown: readonly string[];
};

/**
 * Converts Markdown to a message for Teams. A member's name after an @ becomes a mention. Throws
 * `ToolError('too_large')` if Graph would refuse the message.
 */
export async function outgoingMessage(
  markdown: string,
  members: readonly Member[],
): Promise<OutgoingMessage> {
  const { text, mentioned, unknown } = markMentions(markdown, members);
  const { html, placed } = placeMentions(await htmlOfMarkdown(text), mentioned, escapeHtml);
  if (Buffer.byteLength(html) > MAX_BYTES)
    throw new ToolError(
      'too_large',
      'The message is longer than Teams accepts (28 KB as HTML). Shorten it, or share a file instead.',
    );
  const inText = mentioned
    .map((one, id) => ({ ...one, number: id }))
    .filter(({ number }) => placed.has(number));
  return {
    body: { contentType: 'html', content: html },
    mentions: inText.map(({ id, name, number }) => ({
      id: number,
      mentionText: name,
      mentioned: { user: { id, displayName: name, userIdentityType: 'aadUser' } },
    })),
    names: [...new Set(inText.map(({ name }) => cell(name, 100)))],
    unknown,
  };
}

export function requestBody({ body, mentions }: OutgoingMessage): object {
  return { body, ...(mentions.length > 0 && { mentions }) };
}

/** Describes the mentions; empty if there are none. */
export function mentionWords({ names, unknown }: OutgoingMessage): readonly string[] {
  return [
    ...(names.length > 0 ? [`mentions ${firstOf(names, MAX_NAMED)}`] : []),
    ...(unknown.length > 0
      ? [
          `no member matches ${firstOf(
            unknown.map((one) => `@${one}`),
            MAX_NAMED,
          )}: give the exact name or address of one member after each @`,
        ]
      : []),
  ];
}

/** Returns the beginning of a message, for a preview. */
export function quoteOf(markdown: string): string {
  return `"${cell(markdown, 300)}"`;
}
