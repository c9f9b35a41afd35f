import * as z from 'zod';
import { childNamed, type DriveItem } from '../../../tenant/drive.ts';
import type { Call } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { needs } from '../../router.ts';
import { checkIfMatch } from '../../odata/if-match.ts';
import { driveOf, tagsOf } from './drive-item-type.ts';

const wide = 'Files.Read.All Files.ReadWrite.All Sites.Read.All Sites.ReadWrite.All';

/** Scopes for reading files. `Files.Read` and `Files.ReadWrite` are valid only for the caller's own drive. */
export const readFiles = needs(`Files.Read Files.ReadWrite ${wide}`, wide);
export const writeFiles = needs(
  'Files.ReadWrite Files.ReadWrite.All Sites.ReadWrite.All',
  'Files.ReadWrite.All Sites.ReadWrite.All',
);

const conflictInput = z.enum(['rename', 'fail', 'replace']);

/** Returns the request's conflict behaviour, or the operation's default. */
export function conflictOf(call: Call, body: unknown, usual: z.output<typeof conflictInput>) {
  const name = '@microsoft.graph.conflictBehavior';
  const requested = call.query.get(name) ?? (body as Record<string, unknown> | undefined)?.[name] ?? usual;
  const parsed = conflictInput.safeParse(requested);
  if (!parsed.success) throw badRequest(`Invalid value for '${name}'.`, 'invalidRequest');
  return parsed.data;
}

export function nameTaken(): GraphError {
  return new GraphError(409, 'nameAlreadyExists', 'The specified item name already exists.');
}

/** Returns the name, with a number added if the name is taken. */
export function freeName(call: Call, folder: string, name: string): string {
  const drive = driveOf(call).id;
  const [, stem = name, ending = ''] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? [];
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${stem} ${n - 1}${ending}`;
    if (!childNamed(call.tenant, drive, folder, candidate)) return candidate;
  }
}

/** Names that OneDrive and SharePoint reserve. */
const reservedNames = /^(?:\.{1,2}|\.lock|con|prn|aux|nul|com\d|lpt\d|desktop\.ini|~\$.*|.*_vti_.*)$/i;

/** Throws 400 for a name that OneDrive does not allow. */
export function requireName(name: string): void {
  if (/["*:<>?/\\|]/.test(name) || name.trim() !== name || name === '' || name.length > 400)
    throw badRequest(
      'The provided name cannot contain any of the following characters: " * : < > ? / \\ |',
      'invalidRequest',
    );
  if (/^forms$/i.test(name)) throw badRequest('Name is reserved for list forms folder.', 'invalidRequest');
  if (reservedNames.test(name)) throw badRequest('The provided name is reserved.', 'invalidRequest');
}

/** Maximum length of a path in SharePoint, in characters, including the address of the site and library. */
const LONGEST_PATH = 400;
/** The approximate length of the part of the path that addresses the site and library. */
const SITE_LENGTH = 30;

export function requireLength(names: readonly string[]): void {
  if (names.join('/').length + SITE_LENGTH > LONGEST_PATH)
    throw badRequest('The specified path is too long.', 'invalidRequest');
}

export const fileTimes = z.looseObject({
  createdDateTime: z.iso.datetime({ offset: true }).optional(),
  lastModifiedDateTime: z.iso.datetime({ offset: true }).optional(),
});

/** Returns the dates that a client, such as an import program, sets on an item. */
export function timesFrom(times: z.output<typeof fileTimes> = {}): Partial<DriveItem> {
  const { createdDateTime, lastModifiedDateTime } = times;
  return {
    ...(createdDateTime !== undefined && { createdDateTime }),
    ...(lastModifiedDateTime !== undefined && { lastModifiedDateTime }),
  };
}

/** The folder to which an item is moved or copied. */
export const destination = z.object({
  id: z.string().optional(),
  driveId: z.string().optional(),
  path: z.string().optional(),
});

/** Throws 412 if the request has an If-Match header that matches neither the item nor its content. */
export function checkItemTag(call: Call, item: DriveItem): void {
  checkIfMatch(call, tagsOf(item), {
    code: 'resourceModified',
    message: "ETag does not match current item's value",
  });
}
