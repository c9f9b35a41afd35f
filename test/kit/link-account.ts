import { createBrowser, type Browser, type Page } from '../../src/standins/browser.ts';

/** The query of a connection URL that adds the tools for Spotify to the default ones. */
export const WITH_SPOTIFY = '?toolsets=default,spotify';

/** The link in a text for the model. */
export function linkIn(text: string): string {
  return /https?:\S+\/connect\/[a-z]+\?e=[\w.-]+/.exec(text)?.[0] ?? '';
}

/** Opens a link to an account as a person who is not signed in to the browser yet: Entra, then our own page. */
export async function openLink(
  link: string,
  person: string,
  browser: Browser = createBrowser(),
): Promise<Page> {
  const page = await browser.open(link);
  return page.text.includes('name="person"') ? browser.press(page, new RegExp(`^${person}$`)) : page;
}

/** Links an account to the end, as a person does. Returns the last page. */
export async function linkAccount(
  link: string,
  { person, account, browser = createBrowser() }: { person: string; account: string; browser?: Browser },
): Promise<Page> {
  const provider = await browser.press(await openLink(link, person, browser), /^link$/);
  return browser.press(provider, new RegExp(`^${account}$`));
}
