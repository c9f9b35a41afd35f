import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The part of playwright-core that is used. The package is installed on demand, so its types may be missing. */
export type Locator = { click(): Promise<void>; focus(): Promise<void>; count(): Promise<number> };

export type Page = {
  goto(url: string): Promise<{ status(): number } | null>;
  goBack(): Promise<unknown>;
  url(): string;
  innerText(selector: string): Promise<string>;
  getByRole(role: string, options: { name: string | RegExp }): Locator;
  readonly keyboard: { press(key: string): Promise<void> };
  waitForURL(url: RegExp): Promise<void>;
  screenshot(options: { path: string; fullPage: boolean }): Promise<unknown>;
  /** Returns the value of an expression in the page. */
  evaluate<Value>(expression: string): Promise<Value>;
  on(event: 'console', listen: (message: { type(): string; text(): string }) => void): void;
  on(event: 'request', listen: (request: { url(): string; headers(): Record<string, string> }) => void): void;
};

/** A browser context with its own cookies. */
export type Context = { newPage(): Promise<Page>; close(): Promise<void> };

export type Browser = {
  newContext(options: Record<string, unknown>): Promise<Context>;
  close(): Promise<void>;
};

type Playwright = { chromium: { launch(options: Record<string, unknown>): Promise<Browser> } };

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env['CHROMIUM'] ?? places.find((place) => existsSync(place));
const library: string = 'playwright-core';
const playwright = await (import(library) as Promise<Playwright>).catch(() => undefined);

/** Why no browser is available, or undefined if one is available. */
export const missing: string | undefined =
  executablePath === undefined
    ? 'no Chromium is installed (apt-get install chromium, or set CHROMIUM)'
    : playwright === undefined
      ? `${library} is not installed`
      : undefined;

/** Starts headless Chromium. */
export function launch(): Promise<Browser> {
  if (playwright === undefined) throw new Error(missing);
  return playwright.chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

/** Saves a screenshot in the folder named by SCREENSHOTS, if that variable is set. */
export async function picture(page: Page, title: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${title}.png`), fullPage: true });
}
