import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hostile } from '../../../src/standins/tenant/data/hostile.ts';
import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
let inbox: string[][];
beforeAll(async () => {
  tenant = await openDemoTenant();
  const pages = [];
  for (let before: string | undefined = '2099-01-01'; before !== undefined;) {
    const { text }: { text: string } = await tenant.call('ana.silva', 'list_messages', { top: 50, before });
    pages.push(...rowsIn(text));
    before = /before=([^,]+),/.exec(text)?.[1];
  }
  inbox = pages;
});
afterAll(() => tenant.close());

// eslint-disable-next-line no-misleading-character-class
const unseen = /[\u200b-\u200c\u202a-\u202e\u2060-\u2064\ufeff]|[\u{e0000}-\u{e0fff}]/u;
const plain = (text: string) => text.replaceAll(/[\u200b\u00ad]/g, '');
const mine = hostile.filter(({ to }) => to.includes('ana.silva'));

describe.each(mine.map((letter) => [plain(letter.subject), letter] as const))(
  'hostile mail "%s"',
  (subject, letter) => {
    const open = async () => {
      const row = inbox.find((cells) => cells[2] === subject);
      return tenant.call('ana.silva', 'get_message', { message_id: row?.at(-1) ?? '', full_thread: true });
    };

    it('is shown without hidden text, between delimiters that do not occur in the mail', async () => {
      const { text } = await open();
      const mark = /<untrusted (\w+)>/.exec(text)?.[1] ?? '';
      expect(text).not.toMatch(unseen);
      expect(text).not.toMatch(/<!--|<img|<a |<span|<div|style=/);
      expect(text.split(`</untrusted ${mark}>`)).toHaveLength(2);
      expect(letter.html).not.toContain(mark);
      const hidden = [
        ...letter.html.matchAll(
          /<!--(.*?)-->|style="[^"]*(?:display:none|font-size:0|opacity:0|visibility:hidden)[^"]*">([^<]*)/g,
        ),
      ].map(([, comment, words]) => (comment ?? words ?? '').trim());
      for (const words of hidden) expect(text).not.toContain(words);
      expect(text).not.toMatch(/https?:\/\/(?:tracker|it-contoso)\.fabrikam/);
    });
  },
);
