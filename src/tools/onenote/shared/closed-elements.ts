import { voidElements } from '../../output/html/elements.ts';
import { readStartTags } from './start-tags.ts';

/**
 * Adds the end tags of elements that OneNote closes as in XML, such as `<object … />`. In HTML, everything after such a
 * tag is part of the element, so the page would end at its first file, video or empty title.
 */
export function closedElements(html: string): string {
  const out: string[] = [];
  let at = 0;
  readStartTags(html, {
    onStartTag: ({ location: { endOffset }, selfClosing, tagName }) => {
      if (!selfClosing || voidElements.has(tagName)) return;
      out.push(html.slice(at, endOffset), `</${tagName}>`);
      at = endOffset;
    },
  });
  return out.join('') + html.slice(at);
}
