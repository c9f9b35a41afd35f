import { parseUrl } from '../../../base/text/parse-url.ts';
import { linkInSafeLink } from '../../../base/text/safe-link.ts';

/** Maximum length of an argument that can be a link, in characters. Links in emails are the longest. */
export const MAX_LINK = 2_000;

/** Matches the page that checks the links of a message in Teams. Its parameter `url` is the original link. */
const teamsSafeLink = /^https:\/\/statics\.teams\.cdn\.office\.net\/evergreen-assets\/safelinks\//i;

/**
 * Returns the web address in a text that a user pasted; undefined for any other text. Removes angle brackets, and
 * restores the link that Safe Links replaced.
 */
export function pastedUrl(given: string): URL | undefined {
  const text = given.trim().replace(/^<(.*)>$/s, '$1');
  const url = urlIn(linkInSafeLink(text) ?? text);
  return url && teamsSafeLink.test(url.href) ? urlIn(url.searchParams.get('url') ?? '') : url;
}

function urlIn(text: string): URL | undefined {
  return /^https?:/i.test(text) ? parseUrl(text) : undefined;
}
