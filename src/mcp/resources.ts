import type { Tool } from '../tools/define.ts';
import { pageAt } from '../tools/files/shared/resource.ts';
import { resourcePage, type ResourcePage } from '../tools/files/shared/resource-page.ts';
import { callTool, type CallContext, type CallNeeds } from '../calls/run-tool.ts';

/** What resources/read comes to: one page of contents, a refusal in words, or an HTTP answer in place of any JSON-RPC one. */
export type ResourceOutcome =
  | { readonly kind: 'contents'; readonly contents: readonly Readonly<Record<string, unknown>>[] }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'http'; readonly response: Response };

/** The kinds of addresses that resources/read takes; there is no list of them all, which would be everybody's files. */
export const resourceTemplates = [
  {
    uriTemplate: 'portico://file/{drive}/{item}{?offset}',
    name: 'file',
    title: 'File in a drive',
    description:
      'A file of OneDrive or SharePoint, in pages of 1 MiB. Results of file tools hold such addresses.',
  },
  {
    uriTemplate: 'portico://attachment/{message}/{attachment}{?mailbox,offset}',
    name: 'attachment',
    title: 'Attachment of a mail',
    description: 'What is attached to a mail, in pages of 1 MiB. get_attachment gives its address.',
  },
] as const;

/** Where the next page is, and how long the whole is in bytes. */
const NEXT = 'portico/next';
const SIZE = 'portico/size';

/**
 * Reads a page of a resource. It is a call of the tool that reads such things: the same rules, deadline and audit
 * trail, with another form of answer.
 */
export async function readResource(
  uri: string,
  needs: CallNeeds,
  context: CallContext,
): Promise<ResourceOutcome> {
  const asked = pageAt(uri);
  const reader = asked?.resource.kind === 'file' ? 'read_file_content' : 'get_attachment';
  const tool = asked && needs.catalogue.find(reader);
  if (asked === undefined || tool === undefined) return notFound;
  const { resource } = asked;
  const mailbox = resource.kind === 'attachment' ? resource.mailbox : undefined;
  let page: ResourcePage | undefined;
  const standIn: Tool = {
    ...tool,
    parse: () => ({ ok: true, args: mailbox === undefined ? {} : { mailbox } }),
    run: async (_args, call) => {
      page = await resourcePage(asked, call);
      return { text: '' };
    },
  };
  const catalogue = { ...needs.catalogue, find: () => standIn };
  const outcome = await callTool(tool.name, {}, { ...needs, catalogue }, context);
  if (outcome.kind === 'http') return outcome;
  if (outcome.kind === 'unknown-tool') return notFound;
  if (page === undefined || outcome.result.isError === true) {
    const message = outcome.result.content.map((part) => ('text' in part ? part.text : '')).join(' ');
    return { kind: 'refused', message };
  }
  return { kind: 'contents', contents: [contentOf(uri, page)] };
}

function contentOf(uri: string, { mimeType, content, next, size }: ResourcePage): Record<string, unknown> {
  const more = { ...(next !== undefined && { [NEXT]: next }), ...(size !== undefined && { [SIZE]: size }) };
  return { uri, mimeType, ...content, _meta: more };
}

const notFound: ResourceOutcome = {
  kind: 'refused',
  message:
    'There is no such resource. Addresses begin with portico:// and come from file tools and get_attachment.',
};
