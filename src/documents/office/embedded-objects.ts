import { kindOf } from '../document-kind.ts';
import type { Package } from './office-package.ts';

/**
 * A file that is embedded in a document. `content` unpacks the file and returns undefined if the file does not exist.
 */
export type EmbeddedFile = { readonly name: string; readonly content: () => Uint8Array | undefined };

/**
 * Collects the files that are embedded as objects (ECMA-376, part 1, sections 17.3.3.19 and 19.3.2.4), such as a
 * worksheet in a letter, in the order in which they are found.
 */
export type EmbeddedObjects = {
  readonly files: readonly EmbeddedFile[];
  /** Returns the mark to write in place of an object. `relation` is the id of the object's relationship in the part. */
  markOf(part: string, relation: string | undefined): string;
};

export function createEmbeddedObjects(file: Package): EmbeddedObjects {
  const files: EmbeddedFile[] = [];
  /** The numbers of the files in their marks, by name. */
  const numbers = new Map<string, number>();
  return {
    files,
    markOf(part, relation = '') {
      const name = file.relations(part).get(relation)?.target;
      // A linked object gets no mark, because its file is not part of the document.
      if (name === undefined) return '';
      if (kindOf(name) === undefined) return '[embedded object that cannot be read]';
      const number = numbers.get(name) ?? files.push({ name, content: () => file.bytes(name) });
      numbers.set(name, number);
      return `[embedded file ${number}, shown at the end]`;
    },
  };
}
