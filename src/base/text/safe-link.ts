/** Matches the links that Safe Links in Microsoft Defender puts in place of the original links in emails. */
const safeLink = /^https:\/\/(?:[\w-]+\.)?safelinks\.protection\.(?:outlook\.com|office365\.us)\/[^?#]*\?/i;

/** Returns the original link that Safe Links replaced; undefined if `link` does not come from Safe Links. */
export function linkInSafeLink(link: string): string | undefined {
  if (!safeLink.test(link) || !URL.canParse(link)) return undefined;
  return new URL(link).searchParams.get('url') ?? undefined;
}
