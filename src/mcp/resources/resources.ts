import { plainMediaType } from '../../base/headers.ts';
import { visibleOnly } from '../../base/untrusted-text.ts';
import type { CallContext, Job } from '../../calls/job.ts';
import type { RunOutcome, RunTool } from '../../calls/run-tool.ts';
import type { Catalogue } from '../../calls/catalogue/tool-catalogue.ts';
import { pageAt, type PageAddress } from '../../tools/files/shared/resource.ts';
import type { ResourcePage } from '../../tools/files/shared/resource-page.ts';
import { itemAt, readItem, type ItemPage } from './item-resource.ts';

/** The result of resources/read (MCP, Resources). */
export type ResourceContents = { readonly contents: readonly Readonly<Record<string, unknown>>[] };

/** Reads one page of a resource. */
export type ReadResource = (uri: string, context: CallContext) => Promise<RunOutcome<ResourceContents>>;

/** Members of `_meta`: the URI of the next page, and the total size in bytes. */
const NEXT = 'portico/next';
const SIZE = 'portico/size';

type Dependencies = { readonly catalogue: Catalogue; readonly runTool: RunTool };

/**
 * Reads a resource by calling the tool that reads such content. Policy, deadline and audit apply as in any other call
 * to the tool.
 */
export function createReadResource(dependencies: Dependencies): ReadResource {
  return async (uri, context) => {
    const outcome = await read(uri, context, dependencies);
    return outcome === undefined || (outcome.kind === 'refused' && outcome.hidden) ? notFound : outcome;
  };
}

/** Reads a resource. Returns undefined if there is no such resource, or no tool that reads it. */
async function read(
  uri: string,
  context: CallContext,
  dependencies: Dependencies,
): Promise<RunOutcome<ResourceContents> | undefined> {
  const item = itemAt(uri);
  if (item !== undefined) return itemContents(uri, await readItem(item, context, dependencies));
  const page = pageAt(uri);
  return page && readPage(uri, page, context, dependencies);
}

function itemContents(
  uri: string,
  outcome: RunOutcome<ItemPage> | undefined,
): RunOutcome<ResourceContents> | undefined {
  if (outcome?.kind !== 'done') return outcome;
  const { text, next } = outcome.value;
  const more = next === undefined ? {} : { _meta: { [NEXT]: next } };
  return { kind: 'done', value: { contents: [{ uri, mimeType: 'text/plain', text, ...more }] } };
}

async function readPage(
  uri: string,
  page: PageAddress,
  context: CallContext,
  { catalogue, runTool }: Dependencies,
): Promise<RunOutcome<ResourceContents> | undefined> {
  const { resource } = page;
  const tool = await catalogue.load(resource.kind === 'file' ? 'read_file_content' : 'get_attachment');
  if (tool === undefined) return undefined;
  const mailbox = resource.kind === 'attachment' ? resource.mailbox : undefined;
  const args = mailbox === undefined ? {} : { mailbox };
  const job: Job<ResourceContents> = {
    tool,
    given: args,
    parse: () => ({ ok: true, args }),
    run: async (_args, call) => {
      const { resourcePage } = await import('../../tools/files/shared/resource-page.ts');
      return { contents: [contentOf(uri, await resourcePage(page, call))] };
    },
  };
  return runTool(job, context);
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
    'The resource does not exist. Use portico://mail/{id} or portico://event/{id}, or an address that begins with portico:// and was returned by a file tool or get_attachment.',
};
