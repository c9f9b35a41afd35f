import { ToolError } from '../../errors.ts';
import { relatedPart, type Package } from './office-package.ts';
import { attribute, readAllXml } from './xml.ts';

/**
 * Returns the ids of the comments in a Word document that belong to resolved threads. Word marks these threads in a
 * separate part (MS-DOCX, section 2.5.4.3). That part identifies a comment by its last paragraph.
 */
export function readResolvedComments(file: Package): ReadonlySet<string> {
  try {
    return resolvedIn(file);
  } catch (error) {
    // A `ToolError` means that the file exceeds a limit. Damaged comments are reported where they are shown.
    if (error instanceof ToolError) throw error;
    return new Set();
  }
}

function resolvedIn(file: Package): ReadonlySet<string> {
  const extended = relatedPart(file, file.main, 'commentsExtended');
  const done = new Set<string>();
  const replies: [paragraph: string, parent: string][] = [];
  if (extended === undefined) return done;
  readAllXml(extended, {
    open: (name, attributes) => {
      if (name !== 'commentEx') return;
      const paragraph = attribute(attributes, 'paraId') ?? '';
      const parent = attribute(attributes, 'paraIdParent');
      if (attribute(attributes, 'done') === '1') done.add(paragraph);
      if (parent !== undefined) replies.push([paragraph, parent]);
    },
  });
  for (const [paragraph, parent] of replies) if (done.has(parent)) done.add(paragraph);
  const last = new Map<string, string>();
  let comment = '';
  readAllXml(relatedPart(file, file.main, 'comments') ?? '<none/>', {
    open: (name, attributes) => {
      if (name === 'comment') comment = attribute(attributes, 'id') ?? '';
      if (name === 'p') last.set(comment, attribute(attributes, 'paraId') ?? '');
    },
  });
  return new Set([...last].filter(([, paragraph]) => done.has(paragraph)).map(([id]) => id));
}
