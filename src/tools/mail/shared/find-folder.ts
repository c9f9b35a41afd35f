import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { owner } from '../../input/common-input.ts';
import { hasMore, itemsOf } from '../../output/graph-data.ts';
import { count, text } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';
import { folderName, isWellKnown } from './folder.ts';

const folder = z.object({ id: z.string(), displayName: text, childFolderCount: count });

type Folder = { readonly id: string; readonly path: string; readonly hasChildren: boolean };

/** Folders in one request. */
const PAGE = 250;
/** Folders with subfolders that one search opens, 20 in each batch. */
const MAX_OPENED = 60;
const BATCH = 20;
const MAX_NAMED = 30;

/**
 * Returns the id or well-known name of a folder, for use in paths. Accepts an id, a well-known name as people write it,
 * or a display name in any language, with its parents if needed (`Projects/Alpha`). Throws `ToolError` with the
 * candidates if there are several, or with the folders that exist if there is none.
 */
export async function findFolder(
  given: string,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<string> {
  if (isWellKnown(given)) return folderName(given);
  if (/^[\w=-]{60,}$/.test(given.trim())) return given.trim();
  const { folders, isComplete } = await allFolders(mailbox, call);
  const wanted = key(given);
  const exact = folders.filter((one) => key(one.path) === wanted);
  const found = exact.length > 0 ? exact : folders.filter((one) => key(one.path).endsWith(`/${wanted}`));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only.id;
  const rest = isComplete ? '' : ' The mailbox has more folders than were searched: use an id.';
  if (only !== undefined)
    throw new ToolError(
      'bad_argument',
      `Several folders are called "${cell(given)}": ${named(found, true)}. Use one of these ids.${rest}`,
    );
  throw new ToolError(
    'not_found',
    `No mail folder is called "${cell(given)}". The folders are: ${named(folders, false)}.${rest}`,
  );
}

/** The path of a folder within its mailbox. */
export async function pathOfFolder(given: string, mailbox: string | undefined, call: ToolCall) {
  return path`/mailFolders/${await findFolder(given, mailbox, call)}`;
}

/** Compares names without case, Unicode form and blanks around slashes. */
function key(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .split('/')
    .map((part) => part.trim().replaceAll(/\s+/g, ' '))
    .filter((part) => part !== '')
    .join('/');
}

function named(folders: readonly Folder[], withIds: boolean): string {
  const shown = folders
    .slice(0, MAX_NAMED)
    .map(({ id, path: name }) => (withIds ? `${cell(name)} (id ${cell(id, 512)})` : cell(name)));
  const others = folders.length - shown.length;
  return shown.join(', ') + (others > 0 ? ` and ${others} more` : '');
}

/** Reads the folders level by level. */
async function allFolders(mailbox: string | undefined, call: ToolCall) {
  const options = { select: Object.keys(folder.shape), top: PAGE };
  const base = `${owner(mailbox)}/mailFolders`;
  const first = await call.graph(read(base, options));
  const folders: Folder[] = [];
  let isComplete = !hasMore(first);
  let opened = 0;
  const add = (rows: ReturnType<typeof rowsOf>, parent: string): readonly Folder[] => {
    const added = rows.map(({ id, displayName, childFolderCount }) => ({
      id,
      path: `${parent}${displayName ?? ''}`,
      hasChildren: (childFolderCount ?? 0) > 0,
    }));
    folders.push(...added);
    return added.filter(({ hasChildren }) => hasChildren);
  };
  let parents = add(rowsOf(first), '');
  while (parents.length > 0 && opened < MAX_OPENED) {
    const batch = parents.slice(0, BATCH);
    opened += batch.length;
    const requests = batch.map(({ id }) => read(`${base}${path`/${id}/childFolders`}`, options));
    // Each level is known only after the one above it.
    // oxlint-disable-next-line no-await-in-loop
    const answers = await call.batch(requests);
    const found = answers.flatMap((answer, index) => {
      if (answer instanceof ToolError) throw answer;
      if (hasMore(answer)) isComplete = false;
      return add(rowsOf(answer), `${batch[index]?.path ?? ''}/`);
    });
    parents = [...parents.slice(BATCH), ...found];
  }
  return { folders, isComplete: isComplete && parents.length === 0 };
}

const rowsOf = (answer: Parameters<typeof itemsOf>[0]) => itemsOf(answer, folder);
