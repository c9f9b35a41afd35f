import { parseUrl } from './parse-url.ts';

/** Matches the links that Safe Links in Microsoft Defender puts in place of the original links in emails. */
const safeLink = /^https:\/\/(?:[\w-]+\.)?safelinks\.protection\.(?:outlook\.com|office365\.us)\/[^?#]*\?/i;

/** Returns the original link that Safe Links replaced; undefined if `link` does not come from Safe Links. */
export function linkInSafeLink(link: string): string | undefined {
  const url = safeLink.test(link) ? parseUrl(link) : undefined;
  return url?.searchParams.get('url') ?? undefined;
}
