import type { Readable } from 'node:stream';

import { createBrowser } from '../../../src/standins/browser.ts';
import { agree } from '../../kit/oauth/sign-in.ts';

export type Asked = { readonly person: string; readonly callback: string };

const ATTEMPTS = 100;
const PAUSE_MS = 100;

/**
 * Waits until a program prints an authorization URL, signs the person in and calls the program's callback. The program
 * may start to listen only after it prints the URL.
 */
export async function signInWhenAsked(output: Readable, { person, callback }: Asked): Promise<void> {
  const url = await printedUrl(output);
  const { url: back } = await agree(createBrowser(), url, person, callback);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await fetch(back);
      if (!answer.ok) throw new Error(`the callback responded with ${answer.status}`);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

function printedUrl(output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    output.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const url = /https?:\/\/\S+\/authorize\?\S+(?=\s)/.exec(printed)?.[0];
      if (url !== undefined) resolve(url);
    });
    output.on('end', () => reject(new Error(`no authorization URL was printed:\n${printed}`)));
  });
}
