import { type Group, groupsIn } from '../../../tenant/directory.ts';
import { type GroupThread, postsOf, threadsOf } from '../../../tenant/group-mailbox.ts';
import type { Call } from '../../graph-call.ts';
import { forbidden, GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';

const readMail = needs('Group-Conversation.Read.All Group.Read.All Group.ReadWrite.All');

const threadType = entityType('conversationThread', {
  properties:
    'id topic hasAttachments lastDeliveredDateTime uniqueSenders preview isLocked toRecipients ccRecipients',
  pageSize: 20,
  pageBy: '$skip',
  order: 'lastDeliveredDateTime desc',
});

const postType = entityType('post', {
  properties: `id createdDateTime lastModifiedDateTime changeKey categories receivedDateTime hasAttachments body from
    sender conversationThreadId newParticipants conversationId`,
  pageSize: 10,
  pageBy: '$skip',
});

/**
 * Returns the group in the path. Only Microsoft 365 groups have mail, and only members can read a private group's mail.
 */
function groupOf(call: Call): Group {
  const group = groupsIn(call.tenant).get(call.param('group'));
  if (!group) throw notFound('directory', call.param('group'));
  if (!(group.groupTypes as readonly string[]).includes('Unified'))
    throw new GraphError(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    );
  if (group.visibility === 'Private' && !group.$members.includes(call.me.oid)) throw forbidden('outlook');
  return group;
}

function threadOf(call: Call): GroupThread {
  const found = threadsOf(call.tenant, groupOf(call).id).get(call.param('thread'));
  if (!found) throw notFound('outlook');
  return found;
}

const at = '/groups/{group}/threads';

export const groupMailRoutes: readonly Route[] = [
  route(`GET ${at}`, readMail, (call) =>
    list(call, threadType, threadsOf(call.tenant, groupOf(call).id).all()),
  ),
  route(`GET ${at}/{thread}`, readMail, (call) => one(call, threadType, threadOf(call))),
  route(`GET ${at}/{thread}/posts`, readMail, (call) =>
    list(call, postType, postsOf(call.tenant, groupOf(call).id, threadOf(call).id).all()),
  ),
];
