import { createBrowser, type Browser, type Page } from '../../../src/standins/browser.ts';

/** The query of a connection URL that adds the Spotify tools to the default tools. */
export const WITH_SPOTIFY = '?toolsets=default,spotify';

/** Finds the URL for linking an account in text that is meant for the model. */
export function linkIn(text: string): string {
  return /https?:\S+\/connect\/[a-z]+\?e=[\w.-]+/.exec(text)?.[0] ?? '';
}

/** Opens a URL for linking an account as this person. If the browser is not signed in yet, signs in at Entra first. */
export async function openLink(
  link: string,
  person: string,
  browser: Browser = createBrowser(),
): Promise<Page> {
  const page = await browser.open(link);
  return page.text.includes('name="person"') ? browser.press(page, new RegExp(`^${person}$`)) : page;
}

/** Goes through all pages that link an account, and returns the last page. */
export async function linkAccount(
  link: string,
  { person, account, browser = createBrowser() }: { person: string; account: string; browser?: Browser },
): Promise<Page> {
  const provider = await browser.press(await openLink(link, person, browser), /^link$/);
  return browser.press(provider, new RegExp(`^${account}$`));
}
