import { plainPunctuation } from '../../../base/text/plain-punctuation.ts';
import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { owner } from '../../input/common-input.ts';
import { isOutlookId } from '../../input/outlook-id.ts';
import { entityOf } from '../../output/graph-data.ts';
import { withId } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';
import { unlessMissing } from '../../unless-missing.ts';
import { nextLevel, topLevelFolders, type FolderLevel, type FolderNode } from './folder-tree.ts';

/** Well-known names of mail folders that every mailbox has. Graph accepts these names instead of ids. */
const everywhere: ReadonlySet<string> = new Set(
  'deleteditems drafts inbox junkemail msgfolderroot outbox sentitems'.split(' '),
);

/** All well-known names. A mailbox can lack some of these folders, or have its own folders with these names. */
const wellKnown: ReadonlySet<string> = new Set([
  ...everywhere,
  ...`archive clutter conflicts conversationhistory localfailures recoverableitemsdeletions scheduled searchfolders
  serverfailures syncissues`.split(/\s+/),
]);

/** Other common words for well-known folders. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['sent', 'sentitems'],
  ['sentmail', 'sentitems'],
  ['sentmessages', 'sentitems'],
  ['junk', 'junkemail'],
  ['junkmail', 'junkemail'],
  ['spam', 'junkemail'],
  ['trash', 'deleteditems'],
  ['bin', 'deleteditems'],
  ['recyclebin', 'deleteditems'],
  ['deleted', 'deleteditems'],
  ['deletedmessages', 'deleteditems'],
  ['draft', 'drafts'],
  ['archived', 'archive'],
  ['archives', 'archive'],
]);

/** The maximum number of folder levels to search for a name. */
const MAX_DEPTH = 6;
const MAX_NAMED = 30;

/** A folder that was found: its id or well-known name, and the ids of the folders that contain it, if known. */
export type FoundFolder = { readonly name: string; readonly ancestors?: readonly string[] };

/**
 * Finds a folder by its id, by its name in any language, by its path such as `Projects/Alpha`, or by a common word such
 * as `spam`. A top-level folder with the given name takes precedence over the meaning of a common word and over
 * subfolders. Throws `ToolError` with the candidates if several folders match, and with the existing folders if no
 * folder matches.
 */
export async function findFolder(
  given: string,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<FoundFolder> {
  const written = given.trim();
  const lower = written.toLowerCase();
  if (isOutlookId(written)) return { name: written };
  if (everywhere.has(lower)) return { name: lower };
  const searched = await search(written, owner(mailbox), call);
  const exact = searched.found.filter((folder) => folder.path === written);
  const matches = exact.length === 1 ? exact : searched.found;
  if (matches.length > 1) throw ambiguous(given, matches);
  const [found] = matches;
  if (found !== undefined && found.id !== searched.knownId)
    return { name: found.id, ancestors: found.ancestors };
  const known = wellKnownName(written);
  if (known !== undefined) return { name: known };
  throw unknown(given, searched);
}

/** Whether the name of a found folder is a well-known name and not an id. */
export function isWellKnown(name: string): boolean {
  return wellKnown.has(name);
}

/** Returns the path, within its mailbox, of the folder with this id or well-known name. */
export function folderPath(name: string): string {
  return path`/mailFolders/${name}`;
}

type Searched = {
  readonly found: readonly FolderNode[];
  /** The id of the well-known folder that the given word commonly means. */
  readonly knownId?: string | undefined;
  /** All folders that were read. */
  readonly seen: readonly FolderNode[];
  readonly isCut: boolean;
};

async function search(written: string, at: string, call: ToolCall): Promise<Searched> {
  const name = comparable(written);
  const [first = '', ...rest] = name.split('/');
  const known = wellKnownName(first);
  const [top, knownId] = await Promise.all([
    topLevelFolders(at, call),
    known === undefined ? undefined : idOf(known, at, call),
  ]);
  const isNamed = (folder: FolderNode) => comparable(folder.path) === name;
  if (known !== undefined && rest.length === 0)
    return { found: top.folders.filter(isNamed), knownId, seen: top.folders, isCut: top.isCut };
  const start = top.folders.find(({ id }) => id === knownId);
  const names = start === undefined ? [name] : [name, comparable([start.path, ...rest].join('/'))];
  return searchLevels(names, top, (level) => nextLevel(at, level, call));
}

/**
 * Reads level by level until a folder has one of the given paths. If no folder has such a path, returns the folders
 * whose paths end with one of the given paths.
 */
async function searchLevels(
  names: readonly string[],
  top: FolderLevel,
  next: (level: FolderLevel) => Promise<FolderLevel>,
): Promise<Searched> {
  let level = top;
  let seen: readonly FolderNode[] = [];
  let isCut = false;
  for (let depth = 1; ; depth += 1) {
    seen = [...seen, ...level.folders];
    isCut ||= level.isCut;
    const found = level.folders.filter((folder) => names.includes(comparable(folder.path)));
    if (found.length > 0) return { found, seen, isCut };
    const isEnd = level.parents.length === 0;
    if (isEnd || depth === MAX_DEPTH) {
      const ending = seen.filter((folder) => names.some((name) => endsWith(folder, name)));
      return { found: ending, seen, isCut: isCut || !isEnd };
    }
    const leads = ({ path }: FolderNode) => names.some((name) => name.startsWith(`${comparable(path)}/`));
    const parents = level.parents.toSorted((a, b) => Number(leads(b)) - Number(leads(a)));
    // oxlint-disable-next-line no-await-in-loop
    level = await next({ ...level, parents });
  }
}

/** Whether the folder's path ends with the given name or path. */
function endsWith(folder: FolderNode, name: string): boolean {
  return `/${comparable(folder.path)}`.endsWith(`/${name}`);
}

/**
 * Normalises a path for comparison: ignores case, spacing, the Unicode form of characters, the kind of separator, and
 * whether quotation marks and dashes are typographic.
 */
function comparable(name: string): string {
  return plainPunctuation(cell(name, 1_024).normalize('NFKC'))
    .toLowerCase()
    .split(/[/\\>]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/');
}

function wellKnownName(written: string): string | undefined {
  const name = written.toLowerCase().replaceAll(/[\s_-]/g, '');
  const known = aliases.get(name) ?? name;
  return wellKnown.has(known) ? known : undefined;
}

async function idOf(name: string, at: string, call: ToolCall): Promise<string | undefined> {
  const request = read(at + path`/mailFolders/${name}`, { select: ['id'] });
  const answer = await call.graph(request).catch(unlessMissing);
  return answer && entityOf(answer, withId).id;
}

function ambiguous(given: string, found: readonly FolderNode[]): ToolError {
  const named = found.slice(0, MAX_NAMED).map(({ path, id }) => `${path}: ${id}`);
  const others = found.length - named.length;
  const rest = others > 0 ? [`and ${others} more`] : [];
  return new ToolError(
    'ambiguous',
    `Several mail folders match "${cell(given)}". Call again with the path or id of one of them:\n${[...named, ...rest].join('\n')}`,
  );
}

function unknown(given: string, { seen, isCut }: Searched): ToolError {
  const named = seen.slice(0, MAX_NAMED).map((folder) => cell(folder.path));
  const others = seen.length - named.length;
  const rest = others > 0 ? ` and ${others} more, which list_mail_folders shows` : '';
  const bound = isCut ? ' Not all folders were searched: if the folder exists, give its id.' : '';
  return new ToolError(
    'bad_argument',
    `There is no mail folder "${cell(given)}". Folders: ${named.join(', ')}${rest}.${bound}`,
  );
}
