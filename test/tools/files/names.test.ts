import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;

describe('a name for a file or folder', () => {
  it.each([
    ['What now?.md', 'it contains ?'],
    ['6" pipe.md', 'it contains "'],
    ['Costs <draft>.md', 'it contains <'],
    ['Plan .', undefined],
    ['Plan ', 'it begins or ends with a space'],
    ['CON', 'it is reserved'],
    ['Forms', 'it is reserved'],
    ['Forms.md', undefined],
    ['~$Plan.docx', 'it is reserved'],
    ['a_vti_b.md', 'it is reserved'],
    ['Console.md', undefined],
    ['50% + R&D #1.md', undefined],
  ])('is accepted, or is refused with the reason: %s', async (name, problem) => {
    const upload = ana('upload_file', { path: `/Names/${name}`, content: '' });
    if (problem === undefined) await expect(upload).resolves.toContain('Stored.');
    else await expect(upload).rejects.toThrow(`": ${problem}. Nothing was changed. Use another name.`);
  });

  it.each([
    ['move_file', { item: '/Old names/a.md', name: 'a|b.md' }],
    ['copy_file', { item: '/Old names/a.md', name: 'a|b.md' }],
    ['move_file', { item: '/Old names/a.md', name: '..' }],
    ['copy_file', { item: '/Old names', name: '.' }],
    ['create_folder', { path: '/Old names/What?/More' }],
    ['create_folder', { path: '/Personnel/forms/2027' }],
    ['upload_file', { path: '/Old names/What?/a.md', content: 'x' }],
  ])('is refused by %s if OneDrive and SharePoint do not accept it', async (tool, given) => {
    putFile(tenant, 'ana.silva', '/Old names/a.md', Buffer.from('x'));
    await expect(ana(tool, given)).rejects.toThrow('OneDrive and SharePoint do not accept the name');
  });

  it('may have a plain apostrophe or dash in a path, unless an item with exactly this name exists', async () => {
    putFile(tenant, 'ana.silva', '/Ana’s folder/Q3 – plan.md', Buffer.from('typographic'));
    const plain = { item: "/Ana's folder/Q3 - plan.md" };
    expect(await ana('read_file_content', plain)).toContain('typographic');
    expect(await ana('create_folder', { path: "/Ana's folder/New" })).toMatch(/\nNew \|/);
    expect(await ana('list_files', { path: '/Ana’s folder' })).toContain('New/');
    await ana('upload_file', { path: plain.item, content: 'plain' });
    expect(await ana('read_file_content', plain)).toContain('plain\n');
    expect(await ana('read_file_content', { item: '/Ana’s folder/Q3 – plan.md' })).toContain('typographic');
  });

  it('is refused before any of the folders in its path is created', async () => {
    await expect(ana('create_folder', { path: '/New/Forms/2027' })).rejects.toThrow('Nothing was changed.');
    await expect(ana('get_file', { item: '/New' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
