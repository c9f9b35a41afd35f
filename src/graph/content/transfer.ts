import { ToolError } from '../../errors.ts';
import { isPermission } from '../../policy/decision.ts';
import { createStreamExchange } from './stream.ts';
import type { Content, Span } from './content.ts';
import { readContent } from './download.ts';
import type { Pass, TransferNeeds } from './transfer-parts.ts';
import { askProgress, sendPart, type Part, type Progress } from './upload.ts';

/** Moves content in streams. It is entered with a permission only, and repeats what fails on the way. */
export type Transfer = {
  /**
   * Hands what a GET such as `…/content` or `…/$value` answers to `use`, and closes it when that is done. A person
   * reads four contents at a time, so `use` must not read another one.
   */
  read<T>(pass: Pass, span: Span, use: (content: Content) => Promise<T>): Promise<T>;
  /** How far the upload session has come that Graph opened for `pass.request` at `address`. */
  progress(pass: Pass, address: string): Promise<Progress>;
  /** Sends one part to such a session. */
  send(pass: Pass, address: string, part: Part): Promise<Progress>;
};

/** Opens the second door to Microsoft Graph, for content; every bound of the first holds here too. */
export function createTransfer(needs: TransferNeeds): Transfer {
  const parts = { needs, exchange: createStreamExchange(needs.silenceMs) };
  return {
    read: async (pass, span, use) => readContent(parts, permitted(pass), span, use),
    progress: async (pass, address) => askProgress(parts, permitted(pass), address),
    send: async (pass, address, part) => sendPart(parts, permitted(pass), address, part),
  };
}

function permitted(pass: Pass): Pass {
  if (isPermission(pass.permission)) return pass;
  throw new ToolError('refused_by_policy', 'No rule permits this request, so it was not made.');
}
