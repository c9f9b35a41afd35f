import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What is used of playwright-core, which is installed on demand and need not be there to check these files. */
export type Locator = { click(): Promise<void>; focus(): Promise<void>; count(): Promise<number> };

/** A page of a browser. */
export type Page = {
  goto(url: string): Promise<{ status(): number } | null>;
  url(): string;
  innerText(selector: string): Promise<string>;
  getByRole(role: string, options: { name: string | RegExp }): Locator;
  readonly keyboard: { press(key: string): Promise<void> };
  waitForURL(url: RegExp): Promise<void>;
  screenshot(options: { path: string; fullPage: boolean }): Promise<unknown>;
  on(event: 'console', listen: (message: { type(): string; text(): string }) => void): void;
};

/** A browser with cookies of its own. */
export type Context = { newPage(): Promise<Page>; close(): Promise<void> };

/** A running browser. */
export type Browser = {
  newContext(options: Record<string, unknown>): Promise<Context>;
  close(): Promise<void>;
};

type Playwright = { chromium: { launch(options: Record<string, unknown>): Promise<Browser> } };

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env['CHROMIUM'] ?? places.find((place) => existsSync(place));
const library: string = 'playwright-core';
const playwright = await (import(library) as Promise<Playwright>).catch(() => undefined);

/** Why no browser can be driven here, if none can. */
export const missing: string | undefined =
  executablePath === undefined
    ? 'no Chromium is installed (apt-get install chromium, or set CHROMIUM)'
    : playwright === undefined
      ? `${library} is not installed`
      : undefined;

/** Starts Chromium without a screen. */
export function launch(): Promise<Browser> {
  if (playwright === undefined) throw new Error(missing);
  return playwright.chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

/** Keeps a picture of a page in the folder that SCREENSHOTS names, for somebody to look at. */
export async function picture(page: Page, title: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${title}.png`), fullPage: true });
}
