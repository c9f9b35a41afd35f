import { parseUrl } from './parse-url.ts';

/** Matches the links with which "Safe Links" of Microsoft Defender replaces the links in emails. */
const safeLink = /^https:\/\/(?:[\w-]+\.)?safelinks\.protection\.(?:outlook\.com|office365\.us)\/[^?#]*\?/i;

/** Returns the link that Safe Links replaced; undefined for any other link. */
export function linkInSafeLink(link: string): string | undefined {
  const url = safeLink.test(link) ? parseUrl(link) : undefined;
  return url?.searchParams.get('url') ?? undefined;
}
