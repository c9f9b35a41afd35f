import { plainMediaType } from '../../base/headers.ts';
import { visibleOnly } from '../../base/untrusted-text.ts';
import type { CallContext } from '../../calls/job.ts';
import type { RunOutcome, RunTool } from '../../calls/run-tool.ts';
import type { Catalogue } from '../../calls/catalogue/tool-catalogue.ts';
import { pageAt } from '../../tools/files/shared/resource.ts';
import type { ResourcePage } from '../../tools/files/shared/resource-page.ts';

/** The result of resources/read (MCP, Resources). */
export type ResourceContents = { readonly contents: readonly Readonly<Record<string, unknown>>[] };

/** Reads one page of a resource. */
export type ReadResource = (uri: string, context: CallContext) => Promise<RunOutcome<ResourceContents>>;

/**
 * The URIs that resources/read accepts. resources/list is not supported, because it would list all of the person's
 * files.
 */
export const resourceTemplates = [
  {
    uriTemplate: 'portico://file/{drive}/{item}{?offset}',
    name: 'file',
    title: 'File in a drive',
    description: 'A file in OneDrive or SharePoint, in pages of 1 MiB. File tools return its address.',
  },
  {
    uriTemplate: 'portico://attachment/{message}/{attachment}{?mailbox,offset}',
    name: 'attachment',
    title: 'Email attachment',
    description: 'An attachment to an email, in pages of 1 MiB. get_attachment returns its address.',
  },
] as const;

/** Members of `_meta`: the URI of the next page, and the total size in bytes. */
const NEXT = 'portico/next';
const SIZE = 'portico/size';

/** Reads a resource as a call to the tool that reads such content, with the same policy, deadline and audit. */
export function createReadResource(dependencies: {
  readonly catalogue: Catalogue;
  readonly runTool: RunTool;
}): ReadResource {
  const { catalogue, runTool } = dependencies;
  return async (uri, context) => {
    const page = pageAt(uri);
    const reader = page?.resource.kind === 'file' ? 'read_file_content' : 'get_attachment';
    const tool = page && (await catalogue.load(reader));
    if (page === undefined || tool === undefined) return notFound;
    const mailbox = page.resource.kind === 'attachment' ? page.resource.mailbox : undefined;
    const args = mailbox === undefined ? {} : { mailbox };
    const outcome = await runTool(
      {
        tool,
        given: args,
        parse: () => ({ ok: true, args }),
        run: async (_args, call) => {
          const { resourcePage } = await import('../../tools/files/shared/resource-page.ts');
          return { contents: [contentOf(uri, await resourcePage(page, call))] };
        },
      },
      context,
    );
    return outcome.kind === 'refused' && outcome.hidden ? notFound : outcome;
  };
}

function contentOf(uri: string, { mimeType, content, next, size }: ResourcePage): Record<string, unknown> {
  const more = { ...(next !== undefined && { [NEXT]: next }), ...(size !== undefined && { [SIZE]: size }) };
  const type = plainMediaType(mimeType) || 'application/octet-stream';
  return visibleOnly({ uri, mimeType: type, ...content, _meta: more });
}

const notFound: RunOutcome<never> = {
  kind: 'refused',
  hidden: true,
  reason:
    'The resource does not exist. Use an address that begins with portico:// and was returned by a file tool or get_attachment.',
};
