import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { people } from '../../../../src/standins/tenant/people.ts';
import { createHtmlBudget } from '../../../../src/tools/output/html/html-budget.ts';
import { openDemoTenant, rowsIn, type DemoTenant } from '../../../kit/demo-tenant.ts';
import { builtThread } from '../../../documents/thread.ts';

describe('the HTML budget of one result', () => {
  it('is shared by all emails, and a note replaces each email that exceeds it', () => {
    const budget = createHtmlBudget(100);
    expect(budget.textOf(`<p>${'a'.repeat(60)}</p>`)).toBe('a'.repeat(60));
    expect(budget.textOf(`<p>${'b'.repeat(60)}</p>`)).toMatch(/^b{30}\n\n\[The HTML is too long/);
    expect(budget.textOf('<p>c</p>')).toMatch(/^\[Not read/);
    expect(budget.textOf('')).toBe('');
  });
});

describe('an email of 1 MB', () => {
  let tenant: DemoTenant;
  beforeAll(async () => {
    tenant = await openDemoTenant({ thread: await builtThread() });
  }, 30_000);
  afterAll(() => tenant.close());

  const ana = people.find(({ alias }) => alias === 'ana.silva');
  const enlarge = (html: string) => {
    const messages = tenant.graph.tenant.table(`/users/${ana?.oid}/messages`);
    for (const message of messages.all())
      messages.change(message, { body: { contentType: 'html', content: html } });
  };

  it('is read completely, in the worker thread', async () => {
    const row = rowsIn((await tenant.call('ana.silva', 'list_messages', { top: 1 })).text)[0];
    enlarge(`<p>begin</p>${'<i style="display:none">hidden</i>'.repeat(30_000)}<p>THE END</p>`);
    const { text } = await tenant.call('ana.silva', 'get_message', {
      message_id: row?.at(-1) ?? '',
      full_thread: true,
    });
    expect(text).toContain('begin');
    expect(text).toContain('THE END');
  });

  it('is read only up to the budget if it is in a list', async () => {
    enlarge(`<p>begin</p>${'<p>more words</p>'.repeat(60_000)}`);
    const { text } = await tenant.call('ana.silva', 'list_messages', { top: 7, preview: true });
    expect(text.match(/begin more words/g)).toHaveLength(4);
    expect(text.match(/\[Not read/g)).toHaveLength(3);
  });
});
