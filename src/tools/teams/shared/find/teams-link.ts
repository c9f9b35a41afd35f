import { guidPattern } from '../../../../base/text/guid.ts';
import { decodeIfValid } from '../../../../base/text/percent-decoded.ts';
import { ToolError } from '../../../../errors.ts';
import { isLink, teamsHost } from '../../../files/shared/pasted-link.ts';
import { isAddress } from '../../../input/email-address.ts';
import { pastedUrl } from '../../../input/links/pasted-url.ts';

/** The target of a link copied from Teams. */
export type TeamsLink = {
  readonly team?: string | undefined;
  /** The id of a channel or chat. */
  readonly thread?: string | undefined;
  /** The id of a message. */
  readonly message?: string | undefined;
  /** The id of the post that started the message's thread. */
  readonly parent?: string | undefined;
  /** The addresses in a link that starts a chat. */
  readonly people: readonly string[];
};

/** Matches the ids of channels and chats, such as `19:…@thread.tacv2`, and of the user's own notes chat. */
const threadId = /^(?:19:[\w.+%-]{1,400}@[\w.]{1,40}|48:\w{1,40})$/;
const messageId = /^\d{6,20}$/;

export function isThreadId(given: string): boolean {
  return threadId.test(given.trim());
}

export function isMessageId(given: string): boolean {
  return messageId.test(given.trim());
}

/**
 * Parses a link to a team, channel, chat or message. Returns undefined for anything that is not a web address, and
 * throws `ToolError('bad_argument')` for any other web address. Portico never opens the link itself.
 */
export function teamsLink(given: string): TeamsLink | undefined {
  if (!isLink(given)) return undefined;
  const url = pastedUrl(given);
  if (url === undefined || !teamsHost.test(url.hostname)) throw foreignLink();
  const { kind, thread, message } = partsOf(url);
  const people = (url.searchParams.get('users') ?? '').split(',').filter(isAddress);
  if (!kinds.test(kind) || (thread === undefined && people.length === 0)) throw foreignLink();
  return {
    team: option(url, 'groupId', guidPattern)?.toLowerCase(),
    thread: kind === 'team' ? undefined : thread,
    message: kind === 'message' ? message : undefined,
    parent: option(url, 'parentMessageId', messageId),
    people,
  };
}

const kinds = /^(?:team|channel|chat|message|meetup-join)$/;

/** Returns the parts of a path such as `/l/message/19:…@thread.tacv2/1763700000000`. */
function partsOf({ pathname }: URL) {
  const parts = pathname.split('/').filter((part) => part !== '' && !/^(?:l|_#)$/i.test(part));
  const [kind = '', first = '', second = ''] = parts.map(decodeIfValid);
  return {
    kind: kind.toLowerCase(),
    thread: threadId.test(first) ? first : undefined,
    message: messageId.test(second) ? second : undefined,
  };
}

function option({ searchParams }: URL, name: string, shape: RegExp): string | undefined {
  const value = searchParams.get(name) ?? '';
  return shape.test(value) ? value : undefined;
}

function foreignLink(): ToolError {
  return new ToolError(
    'bad_argument',
    'This link does not lead to a team, channel, chat or message in Teams. Copy it there with "Copy link" or "Get link to channel", or give a name or an id.',
  );
}
