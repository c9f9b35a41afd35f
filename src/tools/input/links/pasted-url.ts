import { linkInSafeLink } from '../../../base/text/safe-link.ts';

/** Maximum length of an argument that can be a link, in characters. Links in emails are the longest. */
export const MAX_LINK = 2_000;

/**
 * Returns the web address in a text that a user pasted; undefined for any other text. Removes angle brackets, and
 * restores the link that Safe Links replaced.
 */
export function pastedUrl(given: string): URL | undefined {
  const text = given.trim().replace(/^<(.*)>$/s, '$1');
  const link = linkInSafeLink(text) ?? text;
  return /^https?:/i.test(link) && URL.canParse(link) ? new URL(link) : undefined;
}
