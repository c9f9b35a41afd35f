import type { PageReader } from '../documents/page-reader.ts';
import type { TextReader } from '../documents/text-reader.ts';
import type { GraphContext } from '../graph/graph-context.ts';
import type { Content } from '../graph/content/content.ts';
import type { GraphRequest } from '../graph/request/graph-request.ts';
import type { Transfer } from '../graph/content/transfer.ts';
import type { TransferRequest } from '../graph/content/content-request.ts';
import type { Permission } from '../policy/decision.ts';
import type { FileAccess } from '../tools/define.ts';
import type { CallAudit } from './call-audit.ts';

export type FileAccessUse = {
  /** Returns the policy decision that allows a request; throws if policy refuses it. */
  readonly permit: (request: GraphRequest) => Permission;
  readonly context: GraphContext;
  /** Returns the context of one request, including the permissions that the request needs. */
  readonly contextOf: (request: GraphRequest) => GraphContext;
  readonly audit: Pick<CallAudit, 'recordRequest' | 'recordResponse'>;
};

export type OpenFileAccess = (use: FileAccessUse) => FileAccess;

/** Gives one call access to file content. Policy decides on each request, and each is audited. */
export function createFileAccess({
  transfer,
  readText,
  readPage,
}: {
  readonly transfer: Transfer;
  readonly readText: TextReader;
  readonly readPage: PageReader;
}): OpenFileAccess {
  return ({ permit, context, contextOf, audit }) => {
    const person = `${context.person.tid} ${context.person.oid}`;
    const transferRequest = (request: GraphRequest, changes: boolean): TransferRequest => {
      const permission = permit(request);
      audit.recordRequest({ changes });
      return { permission, request, context: contextOf(request) };
    };
    const recordResponse = (bytes: number, changes: boolean): void =>
      audit.recordResponse({ requestId: undefined, bytes, changes });

    return {
      read: async (request, span, use) => {
        const transferred = transferRequest(request, false);
        const count = { bytes: 0 };
        const result = await transfer.read(transferred, span, (content) =>
          use({ ...content, bytes: counted(content.bytes, count) }),
        );
        recordResponse(count.bytes, false);
        return result;
      },
      progress: async (request, address) => {
        const progress = await transfer.progress(transferRequest(request, false), address);
        recordResponse(0, false);
        return progress;
      },
      send: async (request, address, part) => {
        const progress = await transfer.send(transferRequest(request, true), address, part);
        // Graph stores nothing until it has received the last part.
        recordResponse(part.bytes.length, progress.kind === 'done');
        return progress;
      },
      follow: async (request, address) => {
        const state = await transfer.follow(transferRequest(request, false), address);
        recordResponse(0, false);
        return state;
      },
      textOf: (job) => readText(job, context.signal, person),
      pageOf: async (job) => {
        // Cached text needs no request, but still requires the same permission.
        permit(job.content);
        return readPage(job, context.signal, person);
      },
    };
  };
}

async function* counted(
  bytes: Content['bytes'],
  count: { bytes: number },
): Content['bytes'] & AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    count.bytes += chunk.length;
    yield chunk;
  }
}
