/** Matches the links with which "Safe Links" of Microsoft Defender replaces the links in emails. */
const safeLink = /^https:\/\/(?:[\w-]+\.)?safelinks\.protection\.(?:outlook\.com|office365\.us)\/[^?#]*\?/i;

/** Returns the link that Safe Links replaced; undefined for any other link. */
export function linkInSafeLink(link: string): string | undefined {
  if (!safeLink.test(link) || !URL.canParse(link)) return undefined;
  return new URL(link).searchParams.get('url') ?? undefined;
}
