import { posix } from 'node:path';

import { unzipSync } from 'fflate';

import { ToolError } from '../../errors.ts';
import { decodeText } from '../encoding/decode-text.ts';
import { damagedFile, formatCount, protectedFile, tooLarge } from '../unreadable.ts';
import { LARGEST_UNPACKED, MOST_ENTRIES } from '../document-limits.ts';
import { attribute, readAllXml } from './xml.ts';

/** The parts of an Office file, unpacked on demand. */
export type Package = {
  /** Returns the content of a part; undefined if the part does not exist. */
  bytes(name: string): Uint8Array | undefined;
  /** Returns the XML of a part; undefined if the part does not exist. */
  part(name: string): string | undefined;
  /** Returns the internal relationships of a part by id. */
  relations(name: string): ReadonlyMap<string, Relation>;
  /** Returns the addresses that a part's external relationships point to, by id. */
  addresses(name: string): ReadonlyMap<string, string>;
  /** The name of the main part. */
  readonly main: string;
};

/** Stands for the XML of a part that cannot be unpacked, so that readers report it like any other damaged XML. */
const DAMAGED = '<';

/** The type of a relationship and the name of its target part. */
export type Relation = { readonly type: string; readonly target: string };

/**
 * Opens an Office file (ECMA-376, part 2). Limits are checked against the sizes that the archive declares. That is safe
 * because the unpacker never allocates more than the declared size.
 */
export function openPackage(bytes: Uint8Array): Package {
  if (Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0') throw protectedFile();
  let bytesLeft = LARGEST_UNPACKED;

  const content = (name: string): Uint8Array | undefined => {
    let entries = 0;
    const wanted = partName(name);
    const parts = unzipSync(bytes, {
      filter: (entry) => {
        entries += 1;
        if (entries > MOST_ENTRIES)
          throw tooLarge(`The file has more than ${formatCount(MOST_ENTRIES)} parts`);
        if (entry.name.length !== name.length || partName(entry.name) !== wanted) return false;
        bytesLeft -= entry.originalSize;
        if (bytesLeft < 0)
          throw tooLarge(`The file is larger than ${LARGEST_UNPACKED >> 20} MB when unpacked`);
        return true;
      },
    });
    return Object.entries(parts).at(-1)?.[1];
  };
  const part = (name: string): string | undefined => {
    try {
      const found = content(name);
      return found === undefined ? undefined : decodeText(found);
    } catch (error) {
      if (error instanceof ToolError) throw error;
      return DAMAGED;
    }
  };

  // Cache the relationships: they are needed again for each part that a slide or sheet refers to, and reading them
  // means searching the archive.
  const known = new Map<string, Relations>();
  const relationsOf = (name: string): Relations => {
    const found = known.get(name) ?? readRelations(name, part);
    known.set(name, found);
    return found;
  };
  const relations = (name: string) => relationsOf(name).internal;
  const addresses = (name: string) => relationsOf(name).external;

  const main = [...relations('').values()].find(({ type }) => type === 'officeDocument')?.target;
  if (main === undefined) throw damagedFile();
  return { bytes: content, part, relations, addresses, main };
}

type Relations = {
  readonly internal: ReadonlyMap<string, Relation>;
  readonly external: ReadonlyMap<string, string>;
};

function partAt(dir: string, given: string): string {
  const target = given.replaceAll('\\', '/');
  return target.startsWith('/') ? target.slice(1) : posix.join(dir, target);
}

function readRelations(name: string, part: Package['part']): Relations {
  const internal = new Map<string, Relation>();
  const external = new Map<string, string>();
  const { dir, base } = posix.parse(name);
  readAllXml(part(posix.join(dir, '_rels', `${base}.rels`)) ?? '<none/>', {
    open: (element, attributes) => {
      if (element !== 'Relationship') return;
      const id = attribute(attributes, 'Id') ?? '';
      const given = attribute(attributes, 'Target') ?? '';
      if (attribute(attributes, 'TargetMode') === 'External') external.set(id, given);
      else
        internal.set(id, {
          type: posix.basename(attribute(attributes, 'Type') ?? ''),
          target: partAt(dir, given),
        });
    },
  });
  return { internal, external };
}

/** Returns the XML of the main part. Throws `ToolError` if the part is missing or has a different root element. */
export function mainPart(file: Package, root: 'document' | 'workbook' | 'presentation'): string {
  const xml = file.part(file.main);
  if (xml === undefined || /<(?:[\w.-]+:)?(\w+)[\s/>]/.exec(xml)?.[1] !== root) throw damagedFile();
  return xml;
}

/**
 * Normalises a part name. Part names are case-insensitive (ECMA-376, part 2, section 6.2.2.3), and some programs write
 * backslashes.
 */
function partName(name: string): string {
  return name.replaceAll('\\', '/').toLowerCase();
}

/**
 * Returns the names and XML of the parts that a part's relationships of the given type refer to. Leaves out parts that
 * do not exist.
 */
export function relatedParts(
  file: Package,
  name: string,
  type: string,
): readonly { readonly name: string; readonly xml: string }[] {
  const targets = [...file.relations(name).values()].filter((one) => one.type === type);
  return targets.flatMap(({ target }) => {
    const xml = file.part(target);
    return xml === undefined ? [] : [{ name: target, xml }];
  });
}

/**
 * Returns the name of the part to which a part's first relationship of the given type refers; undefined if there is no
 * such relationship.
 */
export function targetOf(file: Package, name: string, type: string): string | undefined {
  return [...file.relations(name).values()].find((one) => one.type === type)?.target;
}

/**
 * Returns the XML of the part that a part's first relationship of the given type refers to; undefined if there is no
 * such relationship or part.
 */
export function relatedPart(file: Package, name: string, type: string): string | undefined {
  const target = targetOf(file, name, type);
  return target === undefined ? undefined : file.part(target);
}
