import { plainMediaType } from '../../base/headers.ts';
import { visibleOnly } from '../../base/untrusted-text.ts';
import type { CallContext } from '../../calls/job.ts';
import type { RunOutcome, RunTool } from '../../calls/run-tool.ts';
import type { Catalogue } from '../../calls/catalogue/tool-catalogue.ts';
import { pageAt } from '../../tools/files/shared/resource.ts';
import type { ResourcePage } from '../../tools/files/shared/resource-page.ts';
import { itemAt, readItem, type ItemPage } from './item-resource.ts';

/** The result of resources/read (MCP, Resources). */
export type ResourceContents = { readonly contents: readonly Readonly<Record<string, unknown>>[] };

/** Reads one page of a resource. */
export type ReadResource = (uri: string, context: CallContext) => Promise<RunOutcome<ResourceContents>>;

/** Members of `_meta`: the URI of the next page, and the total size in bytes. */
const NEXT = 'portico/next';
const SIZE = 'portico/size';

/**
 * Reads a resource by calling the tool that reads such content. Policy, deadline and audit apply as in any other call
 * to the tool.
 */
export function createReadResource(dependencies: {
  readonly catalogue: Catalogue;
  readonly runTool: RunTool;
}): ReadResource {
  const { catalogue, runTool } = dependencies;
  return async (uri, context) => {
    const item = itemAt(uri);
    if (item !== undefined) return itemContents(uri, await readItem(item, context, dependencies));
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

function itemContents(uri: string, outcome: RunOutcome<ItemPage> | undefined): RunOutcome<ResourceContents> {
  if (outcome === undefined || (outcome.kind === 'refused' && outcome.hidden)) return notFound;
  if (outcome.kind !== 'done') return outcome;
  const { text, next } = outcome.value;
  const more = next === undefined ? {} : { _meta: { [NEXT]: next } };
  return { kind: 'done', value: { contents: [{ uri, mimeType: 'text/plain', text, ...more }] } };
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
