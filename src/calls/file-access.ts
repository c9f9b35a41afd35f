import type { TextReader } from '../documents/text-reader.ts';
import type { GraphContext } from '../graph/graph-context.ts';
import type { Content } from '../graph/content/content.ts';
import type { GraphRequest } from '../graph/request/graph-request.ts';
import type { Transfer } from '../graph/content/transfer.ts';
import type { TransferRequest } from '../graph/content/content-request.ts';
import type { Permission } from '../policy/decision.ts';
import type { FileAccess } from '../tools/define.ts';
import type { Trail } from './call-audit.ts';

/** What moves and reads content. */
export type FileAccessNeeds = { readonly transfer: Transfer; readonly readText: TextReader };

/** One call's right to it: `permit` asks policy for each request and throws where it says no. */
export type FileWorkFacts = {
  readonly permit: (request: GraphRequest) => Permission;
  readonly context: GraphContext;
  readonly trail: Pick<Trail, 'sending' | 'answered'>;
};

/** One call's way to the content of files: nothing moves that policy has not decided on, and all of it is counted. */
export function openFileAccess(
  needs: FileAccessNeeds,
  { permit, context, trail }: FileWorkFacts,
): FileAccess {
  const passFor = (request: GraphRequest, changes: boolean): TransferRequest => {
    const permission = permit(request);
    trail.sending({ changes });
    return { permission, request, context };
  };
  const answered = (bytes: number, changes: boolean): void =>
    trail.answered({ requestId: undefined, bytes, changes });

  return {
    read: async (request, span, use) => {
      const pass = passFor(request, false);
      const count = { bytes: 0 };
      const result = await needs.transfer.read(pass, span, (content) =>
        use({ ...content, bytes: counted(content.bytes, count) }),
      );
      answered(count.bytes, false);
      return result;
    },
    progress: async (request, address) => {
      const progress = await needs.transfer.progress(passFor(request, false), address);
      answered(0, false);
      return progress;
    },
    send: async (request, address, part) => {
      const progress = await needs.transfer.send(passFor(request, true), address, part);
      // Nothing is stored before the last part has come.
      answered(part.bytes.length, progress.kind === 'done');
      return progress;
    },
    textOf: (job) => needs.readText(job, context.signal),
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
