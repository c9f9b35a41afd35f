import { posix } from 'node:path';

import { unzipSync } from 'fflate';

import { decodeText } from '../decode-text.ts';
import { damagedFile, formatCount, protectedFile, tooLarge } from '../unreadable.ts';
import { LARGEST_UNPACKED, MOST_ENTRIES } from '../document-limits.ts';
import { attribute, readAllXml } from './xml.ts';

/** The parts of an Office file, unpacked when they are asked for. */
export type Package = {
  /** The XML of a part; undefined where there is none of this name. */
  part(name: string): string | undefined;
  /** Where the relationships of a part lead: other parts' names, by relationship id; what leads outside is left out. */
  relations(name: string): ReadonlyMap<string, Relation>;
  /** The name of the part that everything begins with. */
  readonly main: string;
};

/** Another part and what it is to the first one. */
export type Relation = { readonly type: string; readonly target: string };

/**
 * Opens an Office file (ECMA-376, part 2). What it says of the size of a part is believed only up to the limit: no
 * more room than that is made, whatever comes out.
 */
export function openPackage(bytes: Uint8Array): Package {
  if (Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0') throw protectedFile();
  let room = LARGEST_UNPACKED;

  const part = (name: string): string | undefined => {
    let entries = 0;
    const parts = unzipSync(bytes, {
      filter: (entry) => {
        entries += 1;
        if (entries > MOST_ENTRIES)
          throw tooLarge(`The file has more than ${formatCount(MOST_ENTRIES)} parts`);
        if (entry.name !== name) return false;
        room -= entry.originalSize;
        if (room < 0) throw tooLarge(`Unpacked, the file is larger than ${LARGEST_UNPACKED >> 20} MB`);
        return true;
      },
    });
    const found = Object.entries(parts).at(-1)?.[1];
    return found === undefined ? undefined : decodeText(found);
  };

  const relations = (name: string): ReadonlyMap<string, Relation> => {
    const found = new Map<string, Relation>();
    const { dir, base } = posix.parse(name);
    readAllXml(part(posix.join(dir, '_rels', `${base}.rels`)) ?? '<none/>', {
      open: (element, attributes) => {
        if (element !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
        const target = attribute(attributes, 'Target') ?? '';
        found.set(attribute(attributes, 'Id') ?? '', {
          type: posix.basename(attribute(attributes, 'Type') ?? ''),
          target: target.startsWith('/') ? target.slice(1) : posix.join(dir, target),
        });
      },
    });
    return found;
  };

  const main = [...relations('').values()].find(({ type }) => type === 'officeDocument')?.target;
  if (main === undefined) throw damagedFile();
  return { part, relations, main };
}

/** The part of a package that a relation of another leads to; undefined for none of this type. */
export function relatedPart(file: Package, name: string, type: string): string | undefined {
  const relation = [...file.relations(name).values()].find((one) => one.type === type);
  return relation && file.part(relation.target);
}
