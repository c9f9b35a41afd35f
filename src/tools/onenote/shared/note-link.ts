import { decodeIfValid } from '../../../base/text/percent-decoded.ts';
import { pastedUrl } from '../../input/links/pasted-url.ts';

/** The section that a copied link leads to, with the section groups above it, and the title of the page. */
export type NoteLink = { readonly section: string; readonly page: string | undefined };

/** Matches the parameter `wd` of a web link: `target(Archive/2025.one|{guid}/Old shop|{guid}/)`. */
const webTarget = /^target\((.+)\.one\|[\da-f-]{36}\/(?:(.*)\|[\da-f-]{36}\/)?\)$/is;

/** Matches a link that opens the app: `onenote:https://…/2025.one#Old%20shop&section-id=…`. */
const appLink = /^onenote:(?:[^#\s]*\/)?([^/#\s]+)\.one#(?:([^&#\s]*)&)?section-id=/i;

/**
 * Reads a link that was copied in OneNote; undefined for other text. The ids in these links differ from those in Graph,
 * so the section and the page are found by their names. OneNote copies two forms of the link, each on its own line.
 */
export function noteLink(given: string): NoteLink | undefined {
  const lines = given.split('\n').map((line) => line.trim());
  const target = lines.map((line) => pastedUrl(line)?.searchParams.get('wd')).find(Boolean) ?? '';
  const [, path, title] = webTarget.exec(target) ?? [];
  if (path !== undefined)
    return { section: unescaped(path).replace(/^\/+/, ''), page: title && unescaped(title) };
  const [, section, page] = lines.map((line) => appLink.exec(line)).find(Boolean) ?? [];
  return section === undefined
    ? undefined
    : { section: decodeIfValid(section), page: page && decodeIfValid(page) };
}

/** Removes the backslash that OneNote puts before brackets and bars in names. */
function unescaped(name: string): string {
  return name.replaceAll(/\\(.)/gs, '$1');
}
