import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { confirmationIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';

const item = '/Budget/Launch costs.xlsx';

let world: World;
let client: Client;
beforeAll(async () => {
  world = await startPortico({ TOOLSETS: 'excel,onenote,files' });
  const { accessToken } = await signIn({ origin: world.origin, person: 'ana.silva' });
  client = new Client({ name: 'journey', version: '1.0.0' });
  const requestInit = { headers: { authorization: `Bearer ${accessToken}` } };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${world.origin}/mcp?preset=all`), { requestInit }),
  );
});
afterAll(async () => {
  await client.close();
  await world.close();
});

async function call(name: string, args: Readonly<Record<string, unknown>>) {
  const { content, isError } = await client.callTool({ name, arguments: { ...args } });
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  return { text, isError: isError === true };
}

const excel = async (name: string, args: object = {}) => (await call(name, { item, ...args })).text;

describe('a workbook', () => {
  it('is filled, searched, overwritten after confirmation and read back', async () => {
    expect(await excel('create_worksheet', { name: 'Plan' })).toContain('Created the worksheet.');
    const header = [
      ['step', 'days'],
      ['build', 3],
      ['test', 2],
    ];
    expect(await excel('write_range', { worksheet: 'Plan', address: 'A1', values: header })).toContain(
      'Plan!A1:B3',
    );
    expect(await excel('create_table', { address: 'Plan!A1:B3' })).toContain('Table2');
    expect(await excel('add_table_rows', { table: 'Table2', columns: ['Step'], rows: [['ship']] })).toContain(
      '1 row',
    );
    expect(await excel('list_table_rows', { table: 'Table2', where: 'step=ship' })).toContain('4 | ship');
    const change = { worksheet: 'Plan', address: 'B2', values: [[5]] };
    const preview = await call('write_range', { item, ...change });
    expect(preview.text).toContain('overwrite B2: 3 becomes 5');
    expect(await excel('read_range', { address: 'Plan!B2' })).toMatch(/\n3\n/);
    await excel('write_range', { ...change, confirmation: confirmationIn(preview.text) });
    expect(await excel('read_range', { address: 'Plan!B2' })).toMatch(/\n5\n/);
    expect(await excel('list_worksheets')).toContain('table | Table2 | Plan!A1:B4');
  });

  it('is not changed by wrong arguments', async () => {
    const wrong = await call('write_range', { item, address: 'Plan', values: [['=1']] });
    expect(wrong.isError).toBe(true);
    expect(wrong.text).toContain('begins with =');
  });
});

describe('a note', () => {
  it('is created, found, appended to and read back', async () => {
    const { text: sections } = await call('list_notebooks', {});
    expect(sections).toContain('Ideas');
    const page = { section: 'Ideas', title: 'Winter plan', body: '# Winter plan\n\n- [ ] book the hall' };
    expect((await call('create_note_page', page)).text).toContain('Created the page.');
    expect((await call('list_note_pages', { query: 'winter' })).text).toContain('Winter plan');
    expect((await call('append_note_page', { page: 'Winter plan', body: 'Ask Ben.' })).isError).toBe(false);
    const { text } = await call('read_note_page', { page: 'Winter plan' });
    expect(text).toMatch(/Winter plan\n\n- \[ \] book the hall\n\nAsk Ben\./);
  });

  it('is refused with an explanation if it does not exist', async () => {
    const missing = await call('read_note_page', { page: 'Nothing like that' });
    expect(missing.isError).toBe(true);
    expect(missing.text).toContain('No page is named');
  });
});
