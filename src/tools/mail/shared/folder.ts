import { path } from '../../../graph/request/graph-path.ts';

/** Well-known folder names, which Graph accepts instead of an id. */
const wellKnown = new Set(['inbox', 'drafts', 'sentitems', 'deleteditems', 'archive', 'junkemail', 'outbox']);

/**
 * Returns the path of a folder within its mailbox. Accepts an id or a well-known name as users write it, such as `Sent
 * Items`.
 */
export function folderPath(folder: string): string {
  const name = folder.toLowerCase().replaceAll(/[\s_-]/g, '');
  return path`/mailFolders/${wellKnown.has(name) ? name : folder}`;
}
