import { attribute, type Attributes } from '../xml.ts';

/** Maximum length of an author's name, in characters. */
const LONGEST_AUTHOR = 100;

/**
 * Numbers the footnotes, endnotes and comments of a Word document in the order of their references (ECMA-376, part 1,
 * sections 17.11 and 17.13.4), so that each note can be matched with its reference. Word stores the number neither in
 * the note nor at the reference.
 */
export type NoteMarks = {
  /** Returns the mark to write at an element; an empty string for elements other than references to notes. */
  at(name: string, attributes: Attributes): string;
  /**
   * If the element is a comment, returns the number and author that the next paragraph begins with; otherwise
   * undefined.
   */
  beginning(name: string, attributes: Attributes): string | undefined;
};

/** `resolved` are the ids of the comments in resolved threads. */
export function createNoteMarks(resolved: ReadonlySet<string> = new Set()): NoteMarks {
  const numbers = new Map<string, Map<string, number>>();
  let current = '';
  const markOf = (kind: string, id: string): string => {
    const number = numbers.get(kind)?.get(id);
    return number === undefined ? '' : `[${kind} ${number}]`;
  };
  return {
    at(name, attributes) {
      const [, kind = '', role = ''] = /^(footnote|endnote|comment)(Reference|Ref|)$/.exec(name) ?? [];
      if (kind === '') return '';
      // Within the note, `footnoteRef` stands for the number of the note.
      if (role === 'Ref') return current;
      const id = attribute(attributes, 'id') ?? '';
      if (role === 'Reference') {
        const known = numbers.get(kind) ?? new Map<string, number>();
        if (!known.has(id)) known.set(id, known.size + 1);
        numbers.set(kind, known);
        return markOf(kind, id);
      }
      current = markOf(kind, id);
      return '';
    },
    beginning(name, attributes) {
      if (name !== 'comment') return undefined;
      const author = (attribute(attributes, 'author') ?? '').slice(0, LONGEST_AUTHOR).trim();
      const id = attribute(attributes, 'id') ?? '';
      const words = [markOf(name, id), author, resolved.has(id) ? '(resolved)' : ''].filter(
        (word) => word !== '',
      );
      return words.length === 0 ? '' : `${words.join(' ')}: `;
    },
  };
}
