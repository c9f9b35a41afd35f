import { checkPermission } from '../send.ts';
import type { Content, Span } from './content.ts';
import type { TransferDependencies, TransferRequest } from './content-request.ts';
import { readContent } from './download.ts';
import { createStreamExchange } from './stream.ts';
import { askProgress, sendPart, type Part, type Progress } from './upload.ts';

/** Streams content. Every transfer needs a permission. */
export type Transfer = {
  /**
   * Calls `use` with the content that a GET such as `…/content` or `…/$value` returns, and closes it afterwards. A person
   * reads at most four at a time, so `use` must not read another one: it could wait for itself.
   */
  read<T>(transfer: TransferRequest, span: Span, use: (content: Content) => Promise<T>): Promise<T>;
  /** Asks the upload session at `address`, which Graph opened for `transfer.request`, what it has. */
  progress(transfer: TransferRequest, address: string): Promise<Progress>;
  /** Sends one part to such an upload session. */
  send(transfer: TransferRequest, address: string, part: Part): Promise<Progress>;
};

export function createTransfer(dependencies: TransferDependencies): Transfer {
  const client = { dependencies, exchange: createStreamExchange(dependencies.silenceMs) };
  return {
    read: async (transfer, span, use) => {
      checkPermission(transfer.permission);
      return readContent(client, transfer, span, use);
    },
    progress: async (transfer, address) => {
      checkPermission(transfer.permission);
      return askProgress(client, transfer, address);
    },
    send: async (transfer, address, part) => {
      checkPermission(transfer.permission);
      return sendPart(client, transfer, address, part);
    },
  };
}
