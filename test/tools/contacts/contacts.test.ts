import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (alias: string, name: string, given: object = {}) =>
  (await tenant.call(alias, name, given)).text;
/** Sends a POST request and returns the id of the created item. */
const created = async (alias: string, path: string, body: object): Promise<string> => {
  const text = await call(alias, 'graph_write', { method: 'POST', path, body });
  return /"id":\s*"([^"]+)"/.exec(text)?.[1] ?? '';
};
const detailsOf = async (alias: string, id: string): Promise<Record<string, unknown>> => {
  const text = await call(alias, 'graph_get', { path: `/me/contacts/${id}` });
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Record<string, unknown>;
};
const rows = async (alias: string, query: string) => rowsIn(await call(alias, 'list_contacts', { query }));

describe('list_contacts', () => {
  it.each([
    'Petra',
    'lindqvist',
    'petra.l',
    'Petra Lindqvist <petra.lindqvist@northwind.example>',
    'Head of Purchasing',
    '5550123',
    '+46 (8) 555 0123',
    '0046 8 5550123',
    '08-555 01 23',
    '+46 (0)8 5550123',
  ])('finds a contact by %s and shows the address', async (query) => {
    expect((await rows('ivo.martens', query)).map(([, address]) => address)).toEqual([
      'petra.lindqvist@northwind.example',
    ]);
  });

  it('finds a contact by the number with or without a country code, even if the stored number has no country code', async () => {
    await created('ivo.martens', '/me/contacts', { displayName: 'Garage', mobilePhone: '020 7946 0999' });
    for (const query of ['+44 20 7946 0999', '0044 (0)20 79460999', '02079460999'])
      expect((await rows('ivo.martens', query)).map(([name]) => name)).toEqual(['Garage']);
    expect(await rows('ivo.martens', '+44 20 7946 0998')).toEqual([]);
    expect(await rows('ivo.martens', '0000')).toEqual([]);
  });

  it('finds a contact by the nickname, the legal name and the phonetic name', async () => {
    await created('ivo.martens', '/me/contacts', {
      displayName: '山田 太郎',
      givenName: '太郎',
      surname: '山田',
      nickName: 'Taro',
      yomiGivenName: 'たろう',
      yomiSurname: 'やまだ',
    });
    await created('ivo.martens', '/me/contacts', {
      displayName: 'Mum',
      givenName: 'Maria',
      surname: 'Martens',
    });
    for (const query of ['taro', 'やまだ', 'たろう やまだ', '山田'])
      expect((await rows('ivo.martens', query)).map(([name]) => name)).toEqual(['山田 太郎']);
    expect((await rows('ivo.martens', 'Maria Martens')).map(([name]) => name)).toEqual(['Mum']);
  });

  it('finds everyone at a company, and reports if nobody matches', async () => {
    expect((await rows('ivo.martens', 'Northwind')).map(([name]) => name)).toContain('Tomas Ferreira');
    expect(await call('ivo.martens', 'list_contacts', { query: 'Zebra' })).toBe(
      'No contacts matching "Zebra".',
    );
  });

  it('continues a long list with a cursor and states how many matches it leaves out', async () => {
    expect(await call('ivo.martens', 'list_contacts', { top: 4 })).toContain('call get_next_page');
    expect(await call('ivo.martens', 'list_contacts', { query: 'example', top: 2 })).toContain(
      'Not shown: 3 more',
    );
  });
});

describe('contacts in folders', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await created('chen.wei', '/me/contactFolders', { displayName: 'Suppliers' });
    const inner = await created('chen.wei', `/me/contactFolders/${folder}/childFolders`, {
      displayName: 'Printers',
    });
    const add = async (place: string, name: string, address: string) =>
      created('chen.wei', `/me/contactFolders/${place}/contacts`, {
        givenName: name,
        displayName: name,
        emailAddresses: [{ address, name }],
        homePhones: ['+351 22 5550166'],
      });
    await add(folder, 'Greta Paper', 'greta@paper.example');
    await add(inner, 'Hugo Ink', 'hugo@ink.example');
    await add(inner, 'Ivy Toner', 'ivy@toner.example');
  });

  it('are found by list_contacts, with their private telephone numbers', async () => {
    expect((await rows('chen.wei', 'Greta'))[0]?.slice(0, 5)).toEqual([
      'Greta Paper',
      'greta@paper.example',
      '',
      '',
      '+351 22 5550166',
    ]);
    expect((await rows('chen.wei', 'ink.example')).map(([name]) => name)).toEqual(['Hugo Ink']);
    expect((await rows('chen.wei', '22 5550166')).map(([name]) => name)).toEqual(
      expect.arrayContaining(['Greta Paper', 'Hugo Ink']),
    );
  });

  it('are mentioned if list_contacts lists only the main folder', async () => {
    const text = await call('chen.wei', 'list_contacts', {});
    expect(text).not.toContain('Greta Paper');
    expect(text).not.toContain('That is all.');
    expect(text).toContain(
      'The contacts in the folders Suppliers, Printers are not listed; query finds them.',
    );
    expect(await call('ivo.martens', 'list_contacts', {})).toContain('That is all.');
  });

  it('can be changed and deleted by name or address', async () => {
    await call('chen.wei', 'update_contact', { contact: 'Ivy Toner', company: 'Toner & Sons' });
    expect((await rows('chen.wei', 'Ivy'))[0]?.[2]).toBe('Toner & Sons');
    await call('chen.wei', 'delete_contact', { contact: 'ivy@toner.example' });
    expect(await rows('chen.wei', 'Ivy')).toHaveLength(0);
  });
});

describe('create_contact', () => {
  it('adds a contact that can be found by each of its details', async () => {
    await call('emil.larsen', 'create_contact', {
      name: 'Maria da Costa',
      emails: ['Maria <maria@fabrikam.example>'],
      mobile_phone: '+351 21 5550199',
      company: 'Fabrikam',
    });
    expect((await rows('emil.larsen', 'Costa'))[0]?.slice(0, 5)).toEqual([
      'Maria da Costa',
      'maria@fabrikam.example',
      'Fabrikam',
      '',
      '+351 21 5550199',
    ]);
  });

  it.each([
    {},
    { name: '' },
    { name: 'A', emails: ['no address'] },
    { name: 'A', emails: Array(4).fill('a@b.example') },
  ])('refuses the arguments %j', async (given) => {
    await expect(call('emil.larsen', 'create_contact', given)).rejects.toMatchObject({
      code: 'bad_arguments',
    });
  });
});

describe('update_contact', () => {
  it('changes only the given properties', async () => {
    await call('farah.rahimi', 'update_contact', {
      contact: 'omar.haddad@fabrikam.example',
      company: 'Proseware',
    });
    expect((await rows('farah.rahimi', 'Omar'))[0]?.slice(0, 5)).toEqual([
      'Omar Haddad',
      'omar.haddad@fabrikam.example',
      'Proseware',
      'Operations',
      '+20 2 5550177',
    ]);
  });

  it("keeps the display names of addresses, and uses the contact's name for new addresses", async () => {
    const added = await call('farah.rahimi', 'create_contact', {
      name: 'Noor Amari',
      emails: ['noor@fabrikam.example'],
    });
    const id = /id: (\S+)/.exec(added)?.[1] ?? '';
    await call('farah.rahimi', 'update_contact', {
      contact: id,
      emails: ['Noor@fabrikam.example', 'amari@proseware.example'],
    });
    const { text } = await tenant.call('farah.rahimi', 'graph_get', { path: `/me/contacts/${id}` });
    expect(text).toContain('Noor@fabrikam.example');
    expect(text).toContain('amari@proseware.example');
    expect(text.match(/Noor Amari/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).not.toContain('"name":"amari@proseware.example"');
  });

  it('replaces all parts of a name, and the display names of addresses that have the former name', async () => {
    const id = await created('farah.rahimi', '/me/contacts', {
      displayName: 'Anna Maria Silva',
      givenName: 'Anna',
      middleName: 'Maria',
      surname: 'Silva',
      emailAddresses: [
        { address: 'anna@fabrikam.example', name: 'Anna Maria Silva' },
        { address: 'office@fabrikam.example', name: 'Office' },
      ],
    });
    const named = (name: string) => call('farah.rahimi', 'update_contact', { contact: id, name });
    await named('Anna Maria Costa');
    const { givenName, middleName, surname, emailAddresses } = await detailsOf('farah.rahimi', id);
    expect([givenName, middleName ?? null, surname]).toEqual(['Anna Maria', null, 'Costa']);
    expect(emailAddresses).toEqual([
      { address: 'anna@fabrikam.example', name: 'Anna Maria Costa' },
      { address: 'office@fabrikam.example', name: 'Office' },
    ]);
  });

  it.each([
    ['佐藤 花子', '佐藤', '花子'],
    ['김 민준', '김', '민준'],
    ['ジョン スミス', 'スミス', 'ジョン'],
    ['Hana Sato', 'Sato', 'Hana'],
    ['Wei Wang (王伟)', '(王伟)', 'Wei Wang'],
  ])('finds the surname in %s', async (name, surname, givenName) => {
    const id = /id: (\S+)/.exec(await call('farah.rahimi', 'create_contact', { name }))?.[1] ?? '';
    expect(await detailsOf('farah.rahimi', id)).toMatchObject({ displayName: name, surname, givenName });
  });

  it('removes each property that is set to none', async () => {
    const added = await call('farah.rahimi', 'create_contact', {
      name: 'Pia Holm',
      emails: ['pia@fabrikam.example'],
      mobile_phone: '+45 5550101',
      company: 'Fabrikam',
      job_title: 'Buyer',
      notes: 'Met at the fair.',
    });
    const id = /id: (\S+)/.exec(added)?.[1] ?? '';
    const text = await call('farah.rahimi', 'update_contact', {
      contact: id,
      mobile_phone: 'none',
      company: 'none',
      job_title: 'none',
      notes: 'none',
      emails: [],
    });
    expect(text).toContain('mobile_phone: (empty) (before: +45 5550101)');
    expect(text).toContain('emails: (empty) (before: pia@fabrikam.example)');
    const left = await detailsOf('farah.rahimi', id);
    expect(left).toMatchObject({ displayName: 'Pia Holm' });
    for (const name of ['mobilePhone', 'companyName', 'jobTitle', 'personalNotes', 'emailAddresses'])
      expect(left[name] ?? []).toEqual([]);
  });

  it('shows the notes that it replaces, and the values before and after', async () => {
    const added = await call('farah.rahimi', 'create_contact', { name: 'Ulf Berg', notes: 'Prefers calls.' });
    const id = /id: (\S+)/.exec(added)?.[1] ?? '';
    expect(
      await call('farah.rahimi', 'update_contact', { contact: id, notes: 'Prefers mail.', company: 'Berg' }),
    ).toMatch(/company: Berg \(before: \(empty\)\)\nnotes: Prefers mail\. \(before: Prefers calls\.\)/);
  });

  it.each([{ notes: '' }, { company: '', job_title: null }])(
    'treats blank arguments as omitted, and says how to remove a value: %j',
    async (given) => {
      await expect(
        call('farah.rahimi', 'update_contact', { contact: 'Omar Haddad', ...given }),
      ).rejects.toThrow('none removes mobile_phone, company, job_title or notes');
    },
  );

  it.each([
    [{ contact: 'Omar' }, 'bad_arguments'],
    [{ contact: 'Nobody', company: 'x' }, 'not_found'],
  ])('refuses the arguments %j with the error code %s', async (given, code) => {
    await expect(call('farah.rahimi', 'update_contact', given)).rejects.toMatchObject({ code });
  });
});

describe('delete_contact', () => {
  it('deletes only after the user has confirmed a preview that names the contact', async () => {
    const given = { contact: 'Sabine' };
    await expect(tenant.callOnce('goran.petrov', 'delete_contact', given)).rejects.toThrow(
      'delete the contact Sabine Roth <sabine@roth.northwind.example>',
    );
    expect(await rows('goran.petrov', 'Sabine')).toHaveLength(1);
    await call('goran.petrov', 'delete_contact', given);
    expect(await rows('goran.petrov', 'Sabine')).toHaveLength(0);
  });

  it('lists the candidates if two contacts have the same name', async () => {
    await call('goran.petrov', 'create_contact', { name: 'Yuki Tanabe' });
    await expect(call('goran.petrov', 'delete_contact', { contact: 'Yuki Tanabe' })).rejects.toMatchObject({
      code: 'ambiguous',
    });
  });
});
