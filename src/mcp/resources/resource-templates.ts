import type { ToolRecord } from '../../tools/tool-record.ts';

/** A kind of resource as resources/templates/list returns it. */
export type ResourceTemplate = {
  readonly uriTemplate: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType?: string;
};

/** Each kind of resource with the tool that reads it. */
const templates: readonly { readonly reader: string; readonly template: ResourceTemplate }[] = [
  {
    reader: 'get_message',
    template: {
      uriTemplate: 'portico://mail/{id}{?mailbox,offset}',
      name: 'mail',
      title: 'Email',
      description: 'An email as text. Mail tools return its id.',
      mimeType: 'text/plain',
    },
  },
  {
    reader: 'get_event',
    template: {
      uriTemplate: 'portico://event/{id}{?mailbox,offset}',
      name: 'event',
      title: 'Event',
      description: 'An event or meeting as text. Calendar tools return its id.',
      mimeType: 'text/plain',
    },
  },
  {
    reader: 'read_file_content',
    template: {
      uriTemplate: 'portico://file/{drive}/{item}{?offset}',
      name: 'file',
      title: 'File in a drive',
      description: 'A file in OneDrive or SharePoint, in pages of 1 MiB. File tools return its address.',
    },
  },
  {
    reader: 'get_attachment',
    template: {
      uriTemplate: 'portico://attachment/{message}/{attachment}{?mailbox,offset}',
      name: 'attachment',
      title: 'Email attachment',
      description: 'An attachment to an email, in pages of 1 MiB. get_attachment returns its address.',
    },
  },
];

/** Returns the kinds of resources that a caller with these tools can read. */
export function templatesFor(tools: readonly Pick<ToolRecord, 'name'>[]): readonly ResourceTemplate[] {
  const names = new Set(tools.map(({ name }) => name));
  return templates.filter(({ reader }) => names.has(reader)).map(({ template }) => template);
}
