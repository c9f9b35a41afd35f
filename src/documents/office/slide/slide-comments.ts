import { oneLine } from '../../one-line.ts';
import { relatedParts, type Package } from '../office-package.ts';
import { attribute, readAllXml } from '../xml.ts';

/** Names of the authors of comments, by id. */
export type CommentAuthors = ReadonlyMap<string, string>;

type Comment = {
  readonly author: string;
  text: string;
  readonly isReply: boolean;
  readonly isResolved: boolean;
};

/**
 * Reads the authors of the comments in a presentation (ECMA-376, part 1, section 19.4.3). Newer versions of PowerPoint
 * store the authors in a separate part (MS-PPTX, section 2.6.8).
 */
export function readCommentAuthors(file: Package): CommentAuthors {
  const authors = new Map<string, string>();
  for (const type of ['commentAuthors', 'authors'])
    for (const { xml } of relatedParts(file, file.main, type))
      readAllXml(xml, {
        open: (name, attributes) => {
          if (name === 'cmAuthor' || name === 'author')
            authors.set(attribute(attributes, 'id') ?? '', attribute(attributes, 'name') ?? '');
        },
      });
  return authors;
}

/** Returns the comments on a slide and their replies, each with its author, one per line. */
export function* commentsOn(file: Package, slide: string, authors: CommentAuthors): Generator<string> {
  for (const { xml } of relatedParts(file, slide, 'comments')) {
    for (const { author, text, isReply, isResolved } of readComments(xml)) {
      const words = oneLine(text);
      const name = authors.get(author) ?? '';
      if (words !== '')
        yield `[${isResolved ? 'resolved ' : ''}${isReply ? 'reply' : 'comment'}] ${name === '' ? '' : `${name}: `}${words}\n`;
    }
  }
}

/**
 * Returns comments in the order in which they begin, because in the file the replies to a comment come before the
 * comment's own text.
 */
function readComments(xml: string): readonly Comment[] {
  const comments: Comment[] = [];
  const open: Comment[] = [];
  let isInText = false;
  readAllXml(xml, {
    open: (name, attributes) => {
      if (name === 'cm' || name === 'reply') {
        const comment = {
          author: attribute(attributes, 'authorId') ?? '',
          text: '',
          isReply: name === 'reply',
          // Replies are within the comment that they answer.
          isResolved: attribute(attributes, 'status') === 'resolved' || open.at(-1)?.isResolved === true,
        };
        comments.push(comment);
        open.push(comment);
      }
      isInText = name === 't' || name === 'text';
    },
    text: (more) => {
      const current = open.at(-1);
      if (isInText && current !== undefined) current.text += more;
    },
    close: (name) => {
      isInText = false;
      const current = open.at(-1);
      if (name === 'p' && current !== undefined) current.text += ' ';
      if (name === 'cm' || name === 'reply') open.pop();
    },
  });
  return comments;
}
