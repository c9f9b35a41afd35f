import { plainMediaType } from '../../base/headers.ts';
import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { isConvertible } from '../files/shared/text/conversion.ts';
import { linkTo, uriOf } from '../files/shared/resource.ts';
import { attachmentSource } from '../files/shared/source.ts';
import { offset, renderTextPage, textPage } from '../files/shared/text-page.ts';
import { emailId, id, mailbox } from '../input/common-input.ts';
import { cell, fence } from '../output/untrusted.ts';

export const getAttachment = defineTool({
  name: 'get_attachment',
  title: 'Read attachment',
  area: 'mail',
  order: 30,
  presets: ['default'],
  about: 'Read an email attachment; returns text if possible; upload_file can save it to a drive.',
  intents: [
    'open the attachment',
    'read the PDF in this email',
    'what is in the attached spreadsheet',
    'save the attachment to my OneDrive',
    'read the next page of the attached document',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Mail.Read'],
  sharedScopes: ['Mail.Read.Shared'],
  operation: 'GET /me/messages/{id}/attachments/{id}',
  example: {
    as: 'ana.silva',
    args: async ({ id }) => {
      const message = await id('/me/messages?$filter=hasAttachments eq true&$top=1');
      return { message_id: message, attachment_id: await id(`/me/messages/${message}/attachments`) };
    },
  },
  input: {
    message_id: emailId('From list_messages.'),
    attachment_id: id('From get_message.'),
    mailbox: mailbox(),
    offset: offset(),
  },
  async run({ message_id: message, attachment_id: attachment, mailbox, offset }, call) {
    const resource = { kind: 'attachment', message, attachment, mailbox } as const;
    const source = await attachmentSource(resource, call);
    const links = [linkTo(resource, source)];
    const address = `Resource: ${uriOf(resource)}`;
    try {
      return {
        text: `${address}\n${renderTextPage(source.name, await textPage(source, offset, call))}`,
        links,
      };
    } catch (error) {
      if (!(error instanceof ToolError) || error.code !== 'no_text') throw error;
      const facts = fence(`Attachment: ${cell(source.name)} | ${plainMediaType(source.type)}`);
      const save = 'To save it to a drive, call upload_file with this resource as source';
      const advice = isConvertible(source.name)
        ? `It can be read only as a file in a drive, not as an attachment. ${save}, then read it with read_file_content.`
        : `It has no text to show. ${error.message} ${save}.`;
      return { text: `${address}\n${advice}\n${facts}`, links };
    }
  },
});
