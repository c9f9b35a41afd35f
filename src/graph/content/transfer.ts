import { checkPermission } from '../send.ts';
import type { Content, Span } from './content.ts';
import type { TransferDependencies, TransferRequest } from './content-request.ts';
import { readContent } from './download.ts';
import { followJob, type JobState } from './follow-job.ts';
import { createStreamExchange } from './stream.ts';
import { fetchProgress, sendPart, type Part, type Progress } from './upload.ts';

/** Streams content from and to Microsoft Graph. Every transfer needs a permission. */
export type Transfer = {
  /**
   * Calls `use` with the content returned by a GET such as `…/content` or `…/$value`, then closes the content. A user
   * can have at most four reads open. `use` must not start another read, because that read could wait forever.
   */
  read<T>(transfer: TransferRequest, span: Span, use: (content: Content) => Promise<T>): Promise<T>;
  /** Returns the state of the upload session at `address`, which Graph created for `transfer.request`. */
  progress(transfer: TransferRequest, address: string): Promise<Progress>;
  /** Uploads one part to the upload session at `address`. */
  send(transfer: TransferRequest, address: string, part: Part): Promise<Progress>;
  /** Polls the job at `address`, which Graph started for `transfer.request`, until the job ends; see `followJob`. */
  follow(transfer: TransferRequest, address: string): Promise<JobState>;
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
      return fetchProgress(client, transfer, address);
    },
    send: async (transfer, address, part) => {
      checkPermission(transfer.permission);
      return sendPart(client, transfer, address, part);
    },
    follow: async (transfer, address) => {
      checkPermission(transfer.permission);
      return followJob(client, transfer, address);
    },
  };
}
