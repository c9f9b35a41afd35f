// `npm run pictures [-- <folder>]`: starts the demo and takes the documentation's screenshots in Chromium: the page for
// employees, the consent page, the account page, and a client at work. The default folder is docs/pictures.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { openBrowser } from './pictures/browser.js';
import { startClient } from './pictures/client.js';
import { startDemo, tourText } from './pictures/demo.js';
import { terminalPage } from './pictures/terminal.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const PERSON = /Ana Silva/;

const folder = resolve(process.argv[2] ?? join(root, 'docs/pictures'));
try {
  await takePictures();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function takePictures() {
  const browser = await openBrowser(root);
  const demo = await startDemo(root);
  const client = await startClient(demo.origin);
  mkdirSync(folder, { recursive: true });
  try {
    const context = await browser.newContext({
      viewport: { width: 900, height: 620 },
      deviceScaleFactor: 1.5,
    });
    const page = await context.newPage();
    const take = async (/** @type {string} */ name, shown = page, fullPage = true) => {
      await shown.screenshot({ path: join(folder, `${name}.png`), fullPage });
      process.stdout.write(`${join(folder, `${name}.png`)}\n`);
    };
    await page.goto(demo.origin);
    await take('start-page', page, false);

    await page.goto(client.authorizationUrl);
    await take('consent');
    await page.getByRole('button', { name: 'Allow and sign in' }).click();
    await page.getByRole('button', { name: PERSON }).click();
    await page.waitForURL(/\/callback\?/);
    await client.redeem(page.url());

    await page.goto(`${demo.origin}/account`);
    const choice = page.getByRole('button', { name: PERSON });
    if ((await choice.count()) > 0) await choice.click();
    await page.waitForURL(/\/account/);
    await take('account');

    // A new page is used, because the previous page's content security policy forbids other styles.
    const terminal = await context.newPage();
    await terminal.setViewportSize({ width: 1240, height: 100 });
    await terminal.setContent(terminalPage('npm run tour', await tourText(root, demo.origin)));
    await take('client', terminal);
  } finally {
    await browser.close();
    await client.close();
    await demo.close();
  }
}
