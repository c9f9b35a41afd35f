import { path } from '../../../graph/request/graph-path.ts';

/** Folders that every mailbox has, by the names that Graph takes in place of an id. */
const wellKnown = new Set(['inbox', 'drafts', 'sentitems', 'deleteditems', 'archive', 'junkemail', 'outbox']);

/** The path of a folder below its mailbox: a usual name as people write it (`Sent Items`), or an id. */
export function folderPath(folder: string): string {
  const name = folder.toLowerCase().replaceAll(/[\s_-]/g, '');
  return path`/mailFolders/${wellKnown.has(name) ? name : folder}`;
}
