import { percentDecoded } from '../../base/text/percent-decoded.ts';
import { readUriQuery } from '../../base/text/uri-query.ts';
import type { CallContext, Job } from '../../calls/job.ts';
import type { RunOutcome, RunTool } from '../../calls/run-tool.ts';
import type { Catalogue } from '../../calls/catalogue/tool-catalogue.ts';
import type { ToolResult } from '../../tools/define.ts';

/** An email or an event that has a `portico://` URI. A tool reads its text. */
type ItemAddress = {
  readonly kind: 'mail' | 'event';
  readonly id: string;
  readonly mailbox: string | undefined;
  readonly offset: number;
};

/** A page of an item: the text that its tool returns, in which text by other people is marked as untrusted. */
export type ItemPage = { readonly text: string; readonly next: string | undefined };

const readers = {
  mail: { tool: 'get_message', id: 'message_id' },
  event: { tool: 'get_event', id: 'event_id' },
} as const;

const MAX_URI = 2_000;

/** Parses the URI of an email or event; returns undefined for any other URI. */
export function itemAt(uri: string): ItemAddress | undefined {
  if (uri.length > MAX_URI) return undefined;
  const [, kind, path = '', query = ''] =
    /^portico:\/\/(mail|event)\/([^/?#]+)(?:\?([^#]*))?$/.exec(uri) ?? [];
  const id = percentDecoded(path);
  if ((kind !== 'mail' && kind !== 'event') || id === undefined || id === '') return undefined;
  const parameters = readUriQuery(query, ['mailbox', 'offset']);
  if (parameters === undefined) return undefined;
  const { mailbox, offset = '0' } = parameters;
  return /^\d{1,9}$/.test(offset) ? { kind, id, mailbox, offset: Number(offset) } : undefined;
}

/**
 * Reads an item by running its tool. Policy, permissions, deadline and audit apply as in any other call to the tool.
 */
export async function readItem(
  address: ItemAddress,
  context: CallContext,
  { catalogue, runTool }: { readonly catalogue: Catalogue; readonly runTool: RunTool },
): Promise<RunOutcome<ItemPage> | undefined> {
  const reader = readers[address.kind];
  const tool = await catalogue.load(reader.tool);
  if (tool === undefined) return undefined;
  const { id, mailbox, offset } = address;
  const given = { [reader.id]: id, ...(mailbox !== undefined && { mailbox }), offset };
  const job: Job<ItemPage> = {
    tool,
    given,
    parse: () => tool.parse(given),
    run: async (args, call) => pageOf(await tool.run(args, call), address),
  };
  return runTool(job, context);
}

/** Matches the first line of a tool's text if there is more text to read. */
const REST = /^More text follows: call again with offset=(\d{1,9})[^\n]*\n/;

function pageOf({ text }: ToolResult, address: ItemAddress): ItemPage {
  const [line = '', offset] = REST.exec(text) ?? [];
  const next = offset === undefined ? undefined : uriOf({ ...address, offset: Number(offset) });
  return { text: text.slice(line.length), next };
}

function uriOf({ kind, id, mailbox, offset }: ItemAddress): string {
  const query = new URLSearchParams({ ...(mailbox !== undefined && { mailbox }), offset: String(offset) });
  return `portico://${kind}/${encodeURIComponent(id)}?${query.toString()}`;
}
