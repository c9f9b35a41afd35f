import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js';

const [DIRECTORY, DOCUMENT, ROOT] = [1, 2, 5] as const;

type Folder = { readonly [name: string]: Uint8Array | Folder };

export type MsgContent = {
  /** Values keyed by property id and type in hexadecimal, such as `0037001F` for the subject as UTF-16. */
  readonly properties?: Readonly<Record<string, string | Uint8Array>>;
  /** Fixed-size numbers, keyed like `properties`. */
  readonly numbers?: Readonly<Record<string, number>>;
  readonly recipients?: readonly MsgContent[];
  readonly attachments?: readonly MsgContent[];
  /** The attached email, if the attachment is an email. */
  readonly mail?: MsgContent;
};

/** Creates an email as Outlook saves it (MS-OXMSG). */
export function msgOf(content: MsgContent): Uint8Array {
  const entries: Entry[] = [];
  const add = (name: string, folder: Folder, isRoot: boolean): number => {
    const entry: Entry = { name, type: isRoot ? ROOT : DIRECTORY, length: 0, children: [] };
    const at = entries.push(entry) - 1;
    for (const [key, value] of Object.entries(folder)) {
      const child =
        value instanceof Uint8Array
          ? entries.push({ name: key, type: DOCUMENT, length: value.length, binaryProvider: () => value }) - 1
          : add(key, value, false);
      entry.children?.push(child);
    }
    return at;
  };
  add('Root Entry', { '__nameid_version1.0': {}, ...folderOf(content, 32) }, true);
  return burn(entries);
}

/**
 * The header of the property stream is 32 bytes long in the root, 24 bytes in an embedded email, and 8 bytes elsewhere.
 */
function folderOf(
  { properties = {}, numbers = {}, recipients = [], attachments = [], mail }: MsgContent,
  header: number,
): Folder {
  const streams = Object.entries(properties).map(([key, value]) => {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf16le') : value;
    return [`__substg1.0_${key}`, new Uint8Array(bytes)] as const;
  });
  const rows = Object.entries(numbers).map(([key, value]) => {
    const row = Buffer.alloc(16);
    row.writeUInt16LE(Number.parseInt(key.slice(4), 16), 0);
    row.writeUInt16LE(Number.parseInt(key.slice(0, 4), 16), 2);
    row.writeInt32LE(value, 8);
    return row;
  });
  const numbered = (name: string, contents: readonly MsgContent[]) =>
    contents.map((one, at) => [`__${name}_version1.0_#0000000${at}`, folderOf(one, 8)] as const);
  return {
    '__properties_version1.0': new Uint8Array(Buffer.concat([Buffer.alloc(header), ...rows])),
    ...Object.fromEntries(streams),
    ...Object.fromEntries(numbered('recip', recipients)),
    ...Object.fromEntries(numbered('attach', attachments)),
    ...(mail && { '__substg1.0_3701000D': folderOf(mail, 24) }),
  };
}
