import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { UnconfirmedError } from '../../../src/errors.ts';
import { confirmationIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { openReadingTenant } from '../files/fixtures.ts';

const item = '/Budget/Launch costs.xlsx';

let tenant: DemoTenant;
beforeEach(async () => {
  tenant = await openReadingTenant();
});
afterEach(() => tenant.close());

const call = async (name: string, args: object) =>
  (await tenant.call('ana.silva', name, { item, ...args })).text;
const once = async (name: string, args: object) =>
  (await tenant.callOnce('ana.silva', name, { item, ...args })).text;
const textAt = async (address: string, as = 'text') =>
  (await call('read_range', { address, as }))
    .split(/<\/?untrusted [^>]*>/)[1]
    ?.trim()
    .split('\n')
    .slice(1)
    .join('\n');
/**
 * Returns the requests other than GET. Leaves out requests that open or close a session, and batches, because the parts
 * of a batch only read.
 */
const writes = () =>
  tenant.graph.log.filter(({ method, path }) => method !== 'GET' && !/(?:Session|\$batch)$/.test(path));

describe('write_range', () => {
  it('writes values that read_range and read_file_content can read', async () => {
    expect(
      await once('write_range', { address: 'G1', values: [['note'], ['urgent'], [7.5], [true]] }),
    ).toContain('Costs!G1:G4');
    expect(await textAt('G1:G4')).toBe('row | G\n1 | note\n2 | urgent\n3 | 7.5\n4 | TRUE');
    const { text } = await tenant.call('ana.silva', 'read_file_content', { item });
    expect(text).toMatch(/Translations \| .* \| urgent/);
  });

  it('asks for a confirmation that names the cells before it overwrites them', async () => {
    const args = { worksheet: 'Costs', address: 'A2:B2', values: [['Translation', 7000]] };
    const preview = await once('write_range', args).catch((error: UnconfirmedError) => error.message);
    expect(preview).toContain('write 2 cells in Costs!A2:B2');
    expect(preview).toContain('overwrite A2: Translations becomes Translation');
    expect(preview).toContain('overwrite B2: 6,000.00 becomes 7000');
    expect(preview).toContain(
      'Deleting, removing, cancelling and overwriting require confirmation, and so do locking users out, changing policies and assigning licences.',
    );
    expect(writes()).toEqual([]);
    await once('write_range', { ...args, confirmation: confirmationIn(preview) });
    expect(await textAt('B8')).toBe('21,050.50');
  });

  it('does not ask for confirmation if the cells are empty or keep their content', async () => {
    await once('write_range', {
      address: 'G1:H2',
      values: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    });
    await once('write_range', { address: 'A2:B2', values: [['Translations', null]] });
    expect(await textAt('A2:B2')).toBe('row | A | B\n2 | Translations | 6,000.00');
  });

  it.each([
    ['a formula', 'B8', '20,050.50', 'overwrite B8: 20,050.50 (=SUM(B2:B6)) becomes 20,050.50'],
    ['a formula', 'B8', 20_050.5, 'overwrite B8: 20,050.50 (=SUM(B2:B6)) becomes 20050.5'],
    ['a date in another order', 'C3', '04/12/2026', 'overwrite C3: 04/12/2026 (46360) becomes 04/12/2026'],
  ])('asks for confirmation before it replaces %s with the text that is displayed', async (...example) => {
    const [, address, value, line] = example;
    const refused = once('write_range', { worksheet: 'Costs', address, values: [[value]] });
    await expect(refused).rejects.toBeInstanceOf(UnconfirmedError);
    await expect(refused).rejects.toThrow(line);
  });

  it('asks for confirmation before it replaces a number with the rounded number that is displayed', async () => {
    await once('write_range', { address: 'G1', values: [[0.2992444]] });
    await once('write_range', { address: 'G2', values: [['30%']] });
    await call('write_range', { address: 'G2', values: [[0.2992444]] });
    await expect(once('write_range', { address: 'G2', values: [['30%']] })).rejects.toThrow(
      'overwrite G2: 30% (0.2992444) becomes 30%',
    );
    await expect(once('write_range', { address: 'G1', values: [['0.2992444']] })).resolves.toContain('G1');
  });

  it.each([
    ['B2', '6,000.00'],
    ['B2', 6_000],
    ['C2', '2026-11-30'],
    ['D2', true],
    ['D2', 'true'],
  ])('does not ask for confirmation if %s already stores the value %j', async (address, value) => {
    await expect(once('write_range', { address, values: [[value]] })).resolves.toContain('Written.');
  });

  it('does not accept the confirmation for content that differs from the preview', async () => {
    const args = { address: 'B2', values: [[1]] };
    const preview = await once('write_range', args).catch((error: UnconfirmedError) => error.message);
    await call('write_range', { address: 'B2', values: [[2]] });
    await expect(
      once('write_range', { ...args, confirmation: confirmationIn(preview) }),
    ).rejects.toBeInstanceOf(UnconfirmedError);
    expect(await textAt('B2')).toBe('2.00');
  });

  it('writes formulas only on request, and shows their results', async () => {
    const args = { address: 'G2', values: [['=B2*2'], ['=VLOOKUP(1,A1:B2,2)']] };
    await expect(once('write_range', args)).rejects.toMatchObject({ code: 'bad_arguments' });
    const text = await once('write_range', { ...args, formulas: true });
    expect(text).toContain('G2: =B2*2 is 12000');
    expect(text).toContain('G3: =VLOOKUP(1,A1:B2,2) is not calculated');
    expect(await textAt('G2', 'formulas')).toBe('=B2*2');
  });

  it('stores text that begins like a formula as text', async () => {
    await once('write_range', {
      address: 'G1',
      values: [['- first point'], ['@ana'], ['+A1'], ["'=1+1"], ['-12']],
    });
    expect(await textAt('G1:G5')).toBe('row | G\n1 | - first point\n2 | @ana\n3 | +A1\n4 | =1+1\n5 | -12');
  });

  it('keeps all characters of codes, phone numbers and ranges, and stores other digits as numbers', async () => {
    const digits = ['007', '01067', '12345678901234567', '+351910000001', '+351 910 000 001'];
    const codes = [...digits, '12E3', '5e10', '3-4', '3/4', '10-12'];
    const numbers = ['+12', '0', '0.50', '-4.50', '123456789012345', '1,250.50', '2026-11-30'];
    await once('write_range', { address: 'H1', values: [...codes, ...numbers].map((one) => [one]) });
    const shown = [...codes, '12', '0', '0.5', '-4.5', '123456789012345', '1250.5', '46356'];
    const lines = shown.map((one, index) => `${index + 1} | ${one}`);
    expect(await textAt('H1:H17', 'values')).toBe(['row | H', ...lines].join('\n'));
  });

  it('says which texts Excel changed, and how to keep them', async () => {
    const values = [['MAR1'], ['Sept 2'], ['(5)'], ['true'], ['2026-11-30'], ['1,250.50'], ['March'], [7]];
    const text = await once('write_range', { address: 'H1', values });
    expect(text).toContain(
      "Excel changed 3 texts to a number, date or truth value: put an apostrophe (') in front to keep a text as it is.",
    );
    expect(text).toMatch(
      /Costs!H1:H8\nH1: MAR1 became 1-Mar\nH2: Sept 2 became 2-Sep\nH3: \(5\) became -5\n</,
    );
    expect(await once('write_range', { address: 'I1', values: [["'MAR1"], ['plain']] })).toMatch(
      /^Written\.\n[^<]*<[^>]*>\nCosts!I1:I2\n</,
    );
    expect(await textAt('I1')).toBe('MAR1');
  });

  it('writes to the worksheet with the given name, even if the end of the name looks like a cell address', async () => {
    for (const name of ['Data', 'Data!']) await once('create_worksheet', { name });
    await once('write_range', { worksheet: 'Data!', address: 'A1', values: [['first']] });
    await once('write_range', { address: "'Data!'!A2", values: [['second']] });
    expect(await once('read_range', { worksheet: 'Data' })).toContain('These cells are empty.');
    expect(await once('read_range', { worksheet: 'Data!' })).toContain('1 | first\n2 | second');
  });

  it('fills a range with one value', async () => {
    await once('write_range', { address: 'G1:H3', values: [[0]] });
    expect(await textAt('G1:H3')).toBe('row | G | H\n1 | 0 | 0\n2 | 0 | 0\n3 | 0 | 0');
  });

  it.each([
    [
      { address: 'G1:G3', values: [['a'], ['b']] },
      'bad_argument',
      /3 rows and 1 column, but the values have 2 rows/,
    ],
    [{ address: 'G1', values: [['a', 'b'], ['c']] }, 'bad_arguments', /same number of cells/],
    [{ address: 'XFD1', values: [['a', 'b']] }, 'bad_argument', /do not fit/],
    [{ address: 'G:G', values: [['a']] }, 'bad_argument', /at most 5,000/],
    [{ address: 'G1', values: [[{ a: 1 }]] }, 'bad_arguments', /must be text, a number/],
    [{ address: 'Nothing', values: [['a']] }, 'not_found', /No range/],
    [{ address: 'G1', values: [] }, 'bad_arguments', /values/],
  ])('refuses the arguments %j and writes nothing', async (args, code, message) => {
    const refused = call('write_range', args);
    await expect(refused).rejects.toMatchObject({ code, sideEffect: 'unchanged' });
    await expect(refused).rejects.toThrow(message);
    expect(writes()).toEqual([]);
  });
});

describe('add_table_rows', () => {
  it('adds rows in order, or by column names regardless of case', async () => {
    await call('add_table_rows', { table: 'costs', rows: [['Music', 500, '2026-12-15', false, null]] });
    await call('add_table_rows', {
      table: 'Costs',
      columns: ['AMOUNT', 'Item'],
      rows: [
        [70, 'Cables'],
        [80, 'Tape'],
      ],
    });
    const text = await call('list_table_rows', { table: 'Costs' });
    expect(text).toContain('7 | Music | 500.00 | 15/12/2026 | FALSE');
    expect(text).toContain('8 | Cables | 70.00\n9 | Tape | 80.00');
    expect(await textAt('A11')).toBe('Total');
    // The cells below the table have moved down, and formulas still refer to these cells.
    expect(await textAt('E2')).toBe('30%');
    expect(await textAt('E2', 'formulas')).toBe('=B2/B11');
  });

  it.each([
    [
      { rows: [['Music', 500]] },
      'bad_argument',
      /has 2 cells, but the table has 5 columns: item; amount; due/,
    ],
    [{ columns: ['owner'], rows: [['Ana']] }, 'not_found', /no column "owner"/],
    [{ columns: ['item', 'Item'], rows: [['a', 'b']] }, 'bad_argument', /twice/],
    [{ columns: ['item'], rows: [['a', 'b']] }, 'bad_arguments', /row 1 has 2 cells/],
    [{ columns: ['item'], rows: [['=1+1']] }, 'bad_arguments', /begins with an equals sign/],
    [{ table: 'Orders', rows: [['a']] }, 'not_found', /Available: Costs/],
  ])('refuses the arguments %j and adds nothing', async (args, code, message) => {
    const refused = call('add_table_rows', { table: 'Costs', ...args });
    await expect(refused).rejects.toMatchObject({ code, sideEffect: 'unchanged' });
    await expect(refused).rejects.toThrow(message);
    expect(writes()).toEqual([]);
  });
});

describe('create_worksheet', () => {
  it('creates a worksheet, unless its name is taken or not allowed', async () => {
    expect(await call('create_worksheet', { name: 'Plan 2027' })).toContain('Created the worksheet.');
    expect(await call('list_worksheets', {})).toContain('worksheet | Plan 2027 |');
    await expect(call('create_worksheet', { name: 'plan 2027' })).rejects.toMatchObject({ code: 'conflict' });
    for (const name of ['a/b', "it's'", 'History', 'x'.repeat(32)])
      // oxlint-disable-next-line no-await-in-loop
      await expect(call('create_worksheet', { name })).rejects.toMatchObject({ code: 'bad_arguments' });
  });
});

describe('create_table', () => {
  it('creates a table from a range, with its first row or a new row as the header', async () => {
    expect(await call('create_table', { address: "'Ana''s notes'!A1:B3" })).toContain('Table2');
    expect(await call('list_table_rows', { table: 'Table2', where: 'topic=Flyers' })).toContain('printer');
    const text = await call('create_table', { address: 'Rates!A1:B2', headers: false });
    expect(text).toContain('A header row was added');
    expect(await call('list_table_rows', { table: 'Table3' })).toContain('row | Column1 | Column2');
  });

  it.each([
    [{ address: 'Costs!A:B' }, 'bad_argument'],
    [{ address: 'Costs!B2:C3' }, 'bad_request'],
    [{ address: 'None!A1:B2' }, 'not_found'],
  ])('refuses the arguments %j', async (args, code) => {
    await expect(call('create_table', args)).rejects.toMatchObject({ code });
  });
});

describe('a workbook that is shared with read access', () => {
  it('cannot be changed', async () => {
    const drives = (await tenant.call('ana.silva', 'get_file', { item })).text;
    const uri = /^Resource: (\S+)$/m.exec(drives)?.[1];
    const write = tenant.call('chen.wei', 'create_worksheet', { item: uri, name: 'Mine' });
    await expect(write).rejects.toMatchObject({ sideEffect: 'unchanged' });
  });
});
