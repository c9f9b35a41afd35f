import * as z from 'zod';

import { attachmentOf, type Attachment, type Message } from '../../../tenant/mailbox.ts';
import { readBody, type Call, type Reply } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { mailbox, route, type Route } from '../../router.ts';
import { attachmentInput } from './message-input.ts';
import { attachmentType, messageOf, messages } from './messages.ts';

const writeMail = mailbox('Mail.ReadWrite');

/** Maximum size of an attachment in a POST, in bytes, as measured with Graph (microsoftgraph/msgraph-sdk-java#52). */
const LARGEST_POST = 3_145_611;
const SMALLEST_SESSION = 2_097_152;
const LARGEST_SESSION = 150 * 1024 * 1024;

const sessionInput = z.strictObject({
  AttachmentItem: z.strictObject({
    attachmentType: z.literal('file'),
    name: z.string().min(1).max(255),
    size: z.int().min(1),
    contentType: z.string().default('application/octet-stream'),
  }),
});

type File = Parameters<typeof attachmentOf>[2];

function add(call: Call, message: Message, file: File): Attachment {
  const attachment = attachmentOf(call.param('user'), call.tenant.serial('attachment'), file);
  const $attachments = [...message.$attachments, attachment];
  messages(call).change(message, { $attachments, hasAttachments: true });
  return attachment;
}

function addAttachment(call: Call): Reply {
  const file = readBody(call, attachmentInput);
  if (file.content.length > LARGEST_POST)
    throw new GraphError(413, 'RequestEntityTooLarge', 'The request is too large.');
  return one(call, attachmentType, add(call, messageOf(call), file), 201);
}

function createUploadSession(call: Call): Reply {
  const message = messageOf(call);
  const { name, size, contentType } = readBody(call, sessionInput).AttachmentItem;
  if (size < SMALLEST_SESSION)
    throw badRequest(
      'The size of the attachment is below the minimum for an upload session.',
      'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize',
    );
  if (size > LARGEST_SESSION)
    throw badRequest('The attachment is too large.', 'ErrorAttachmentSizeLimitExceeded');
  const session = call.transfers.open((content) => {
    const current = messages(call).get(message.id);
    if (current) add(call, current, { name, contentType, content });
    return {};
  }, 'exchange');
  return {
    status: 201,
    body: {
      '@odata.context': `${call.origins.graph}/${call.version}/$metadata#microsoft.graph.uploadSession`,
      ...session,
      nextExpectedRanges: ['0-'],
    },
  };
}

/** Routes that add attachments to a draft. */
export const messageAttachmentRoutes: readonly Route[] = [
  route('POST /users/{user}/messages/{message}/attachments', writeMail, addAttachment),
  route(
    'POST /users/{user}/messages/{message}/attachments/createUploadSession',
    writeMail,
    createUploadSession,
  ),
];
