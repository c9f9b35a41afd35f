import { checkPermission } from '../send.ts';
import type { Content, Span } from './content.ts';
import type { TransferDependencies, TransferRequest } from './content-request.ts';
import { readContent } from './download.ts';
import { createStreamExchange } from './stream.ts';
import { askProgress, sendPart, type Part, type Progress } from './upload.ts';

/** Moves content in streams. It is entered with a permission only, and repeats what fails on the way. */
export type Transfer = {
  /**
   * Hands what a GET such as `…/content` or `…/$value` answers to `use`, and closes it when that is done. A person
   * reads four contents at a time, so `use` must not read another one.
   */
  read<T>(transfer: TransferRequest, span: Span, use: (content: Content) => Promise<T>): Promise<T>;
  /** How far the upload session has come that Graph opened for `transfer.request` at `address`. */
  progress(transfer: TransferRequest, address: string): Promise<Progress>;
  /** Sends one part to such a session. */
  send(transfer: TransferRequest, address: string, part: Part): Promise<Progress>;
};

/** Creates transfers, within the limits that they share with calls. */
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
