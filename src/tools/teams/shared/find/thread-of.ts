import { ToolError } from '../../../../errors.ts';
import type { FoundChannel } from './find-channel.ts';
import { isMessageId, teamsLink } from './teams-link.ts';

/**
 * Returns the id of the post that started a thread. `given` is this id or a link to a message in the thread. If the
 * channel was given as a link, that link can also identify the post.
 */
export function threadOf(
  given: string | undefined,
  { link }: Pick<FoundChannel, 'link'>,
  name: string,
): string | undefined {
  const written = given === undefined ? link : teamsLink(given);
  const id = written === undefined ? given?.trim() : (written.parent ?? written.message);
  if (given !== undefined && (id === undefined || !isMessageId(id)))
    throw new ToolError(
      'bad_argument',
      `${name} must be the id of a post, as list_channel_messages shows it, or a link to it.`,
    );
  return id;
}

/**
 * Returns a handler for `catch` that explains why a thread is not found: Graph identifies a thread only by the id of
 * its first post.
 */
export function unlessNoThread(thread: string | undefined): (error: unknown) => never {
  return (error) => {
    if (thread === undefined || !(error instanceof ToolError && error.code === 'not_found')) throw error;
    throw new ToolError(
      'not_found',
      `The channel has no post with the id ${thread}. To name a thread, give the id of the post that started it, not the id of a reply.`,
    );
  };
}
