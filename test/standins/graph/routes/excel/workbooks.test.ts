import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { textOfXlsx } from '../../../../../src/documents/office/sheet/xlsx.ts';
import { startWorld, type World } from '../../graph-world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.graph.close());

const FILE = '/me/drive/root:/Budget/Launch%20costs.xlsx:';
const BOOK = `${FILE}/workbook`;
const COSTS = `${BOOK}/worksheets/Costs`;

const range = (address: string, select = 'text') =>
  world.call(`${COSTS}/range(address='${encodeURIComponent(address)}')?$select=${select}`);
const patch = (address: string, body: unknown, headers: Record<string, string> = {}) =>
  world.call(`${COSTS}/range(address='${address}')`, { method: 'PATCH', body, headers });
const post = (path: string, body: unknown, options: object = {}) =>
  world.call(`${BOOK}${path}`, { method: 'POST', body, ...options });

describe('worksheets', () => {
  it('are listed, including hidden worksheets', async () => {
    const { body } = await world.call(`${BOOK}/worksheets`);
    expect(body.value).toMatchObject([
      { name: 'Costs', position: 0, visibility: 'Visible' },
      { name: "Ana's notes", position: 1, visibility: 'Visible' },
      { name: 'Rates', position: 2, visibility: 'Hidden' },
    ]);
  });

  it('are found by name and id, but not by a quoted name as in addresses', async () => {
    const { body } = await world.call(`${BOOK}/worksheets/Ana's notes`);
    expect(body).toMatchObject({ name: "Ana's notes" });
    const id = encodeURIComponent(String(body.id));
    expect((await world.call(`${BOOK}/worksheets/${id}`)).status).toBe(200);
    const quoted = await world.call(`${BOOK}/worksheets/${encodeURIComponent("'Ana''s notes'")}`);
    expect(quoted).toMatchObject({ status: 404, body: { error: { code: 'ItemNotFound' } } });
  });

  it('are added, unless the name is taken or not allowed', async () => {
    const { status, body } = await post('/worksheets/add', { name: 'Plan' });
    expect([status, body]).toMatchObject([201, { name: 'Plan', position: 3 }]);
    expect(await post('/worksheets/add', { name: 'plan' })).toMatchObject({
      status: 409,
      body: { error: { code: 'ItemAlreadyExists' } },
    });
    for (const name of ['a/b', 'x'.repeat(32), "'a"])
      // oxlint-disable-next-line no-await-in-loop
      expect((await post('/worksheets/add', { name })).body.error?.code).toBe('InvalidArgument');
  });
});

describe('a range', () => {
  it('has values, texts and formulas', async () => {
    const { body } = await range('A2:E3', 'address,values,text,formulas,valueTypes');
    expect(body).toEqual({
      '@odata.context': expect.any(String),
      '@odata.type': '#microsoft.graph.workbookRange',
      address: 'Costs!A2:E3',
      values: [
        ['Translations', 6_000, 46_356, true, expect.closeTo(0.2992, 3)],
        ['User tests', 4_500, 46_360, true, expect.closeTo(0.2244, 3)],
      ],
      text: [
        ['Translations', '6,000.00', '30/11/2026', 'TRUE', '30%'],
        ['User tests', '4,500.00', '04/12/2026', 'TRUE', '22%'],
      ],
      formulas: [
        ['Translations', 6_000, 46_356, true, '=B2/B8'],
        ['User tests', 4_500, 46_360, true, '=B3/B8'],
      ],
      valueTypes: [
        ['String', 'Double', 'Double', 'Boolean', 'Double'],
        ['String', 'Double', 'Double', 'Boolean', 'Double'],
      ],
    });
  });

  it('has null as the value of a formula that was not calculated', async () => {
    const { body } = await range('B10', 'values,text');
    expect(body).toMatchObject({ values: [[null]], text: [['']] });
  });

  it('can be the used range, without the empty cells around it', async () => {
    const { body } = await world.call(
      `${COSTS}/usedRange(valuesOnly=true)?$select=address,rowCount,columnCount`,
    );
    expect(body).toMatchObject({ address: 'Costs!A1:E10', rowCount: 10, columnCount: 5 });
  });

  it.each(['A1,B2', 'A0', 'Nothing', 'Rates!A1', "A1' or 'x"])(
    'cannot have the address %s',
    async (address) => {
      const { status, body } = await range(address.replaceAll("'", "''"));
      expect([status, body.error?.code]).toEqual([400, 'InvalidArgument']);
    },
  );

  it('has null instead of values for entire columns and for more than five million cells', async () => {
    expect((await range('A:B', 'values,rowCount')).body).toMatchObject({ values: null, rowCount: 1_048_576 });
    expect((await range('A1:Z200000', 'values')).body).toMatchObject({ values: null });
  });

  it('times out if it has more than a million cells, unless only its size is requested', async () => {
    expect((await range('A1:Z100000', 'values')).status).toBe(504);
    expect((await range('A1:Z100000', 'cellCount')).body).toMatchObject({ cellCount: 2_600_000 });
  });

  it('is refused if the response is too large', async () => {
    const answer = await range('A1:Z38000', 'values,text');
    expect(answer.body.error?.code).toBe('ResponsePayloadSizeLimitExceeded');
  });

  it('shows a change to all later readers, including readers of the file', async () => {
    const { body } = await patch('F1:F2', { values: [['note'], ['urgent']] });
    expect(body).toMatchObject({ text: [['note'], ['urgent']] });
    await patch('B2', { values: [[7_000]] });
    expect((await range('B8')).body).toMatchObject({ text: [['21,050.50']] });
    const { headers } = await world.call(`${FILE}/content`);
    const file = await fetch(headers.get('location') ?? '');
    const text = [...textOfXlsx(new Uint8Array(await file.arrayBuffer()))].join('');
    expect(text).toContain('Translations | 7,000.00 | 2026-11-30 | TRUE | 33% | urgent');
  });

  it('keeps the old value of a cell whose new value is null', async () => {
    await patch('F3:F4', { values: [['a'], ['b']] });
    await patch('F3:F4', { values: [[null], ['c']] });
    expect((await range('F3:F4')).body).toMatchObject({ text: [['a'], ['c']] });
  });

  it('refuses values of a different shape, and fills all cells with a single value', async () => {
    const { status, body } = await patch('G1:G3', { values: [['a'], ['b']] });
    expect([status, body.error?.code]).toEqual([400, 'InvalidArgument']);
    await patch('G1:G3', { values: 'x' });
    expect((await range('G1:G3')).body).toMatchObject({ text: [['x'], ['x'], ['x']] });
  });
});

describe('a table', () => {
  it('has columns and rows', async () => {
    const { body } = await world.call(`${BOOK}/tables?$expand=worksheet`);
    expect(body.value).toMatchObject([{ name: 'Costs', showHeaders: true, worksheet: { name: 'Costs' } }]);
    const columns = await world.call(`${BOOK}/tables/Costs/columns?$select=name`);
    expect(columns.body.value?.map(({ name }) => name)).toEqual([
      'item',
      'amount',
      'due',
      'approved',
      'share',
    ]);
    const rows = await world.call(`${BOOK}/tables/costs/rows?$top=1&$skip=1`);
    expect(rows.body.value).toEqual([
      { index: 1, values: [['User tests', 4_500, 46_360, true, expect.any(Number)]] },
    ]);
    const part = await world.call(`${BOOK}/tables/Costs/dataBodyRange?$select=address`);
    expect(part.body).toMatchObject({ address: 'Costs!A2:E6' });
  });

  it('inserts rows and moves the cells below it down', async () => {
    const added = await post('/tables/Costs/rows/add', {
      values: [['Music', 500, '2026-12-15', 'no', null]],
    });
    expect([added.status, added.body]).toMatchObject([201, { index: 5 }]);
    expect((await range('A7:D9')).body).toMatchObject({
      text: [
        ['Music', '500.00', '15/12/2026', 'no'],
        ['', '', '', ''],
        ['Total', expect.any(String), '', ''],
      ],
    });
    const narrow = await post('/tables/Costs/rows/add', { values: [['Music', 500]] });
    expect(narrow).toMatchObject({ status: 400, body: { error: { code: 'InvalidArgument' } } });
    expect((await post('/tables/Other/rows/add', { values: [['x']] })).status).toBe(404);
  });

  it('is created from a range, unless the range contains another table', async () => {
    const { status, body } = await post('/tables/add', { address: "'Ana''s notes'!A1:B3", hasHeaders: true });
    expect([status, body]).toMatchObject([201, { name: 'Table2', showHeaders: true }]);
    const again = await post('/tables/add', { address: "'Ana''s notes'!B2:C5", hasHeaders: true });
    expect(again.body.error?.code).toBe('InvalidArgument');
    await post('/tables/add', { address: 'Rates!D1:E1', hasHeaders: false });
    const columns = await world.call(`${BOOK}/tables/Table3/columns`);
    expect(columns.body.value?.map(({ name }) => name)).toEqual(['Column1', 'Column2']);
  });
});

describe('a session', () => {
  const open = async (persistChanges: boolean) =>
    String((await post('/createSession', { persistChanges })).body.id);

  it('hides its changes from other readers unless it persists them', async () => {
    const session = { 'workbook-session-id': await open(false) };
    await patch('J1', { values: [['draft']] }, session);
    const inSession = await world.call(`${COSTS}/range(address='J1')?$select=text`, { headers: session });
    expect(inSession.body).toMatchObject({ text: [['draft']] });
    expect((await range('J1')).body).toMatchObject({ text: [['']] });
    const persisting = { 'workbook-session-id': await open(true) };
    await patch('J1', { values: [['final']] }, persisting);
    expect((await range('J1')).body).toMatchObject({ text: [['final']] });
  });

  it('is refused after it has been closed', async () => {
    const headers = { 'workbook-session-id': await open(true) };
    expect((await post('/closeSession', {}, { headers })).status).toBe(204);
    expect((await world.call(`${BOOK}/worksheets`, { headers })).status).toBe(404);
    expect((await post('/closeSession', {})).status).toBe(400);
  });
});

describe('access to a workbook', () => {
  it('requires a write permission for changes and sessions', async () => {
    const reading = { scopes: 'Files.Read' };
    expect((await world.call(`${BOOK}/worksheets`, reading)).status).toBe(200);
    for (const path of ['/createSession', '/worksheets/add'])
      // oxlint-disable-next-line no-await-in-loop
      expect((await post(path, {}, reading)).status).toBe(403);
  });

  it('is refused if the file is not a workbook', async () => {
    const { status, body } = await world.call('/me/drive/root:/README.txt:/workbook/worksheets');
    expect([status, body.error?.code]).toEqual([403, 'AccessDenied']);
  });
});

describe('a named range', () => {
  it('is listed and returns its cells', async () => {
    const { body } = await world.call(`${BOOK}/names`);
    expect(body.value).toMatchObject([{ name: 'TaxRate', value: '=Rates!$B$2' }, { name: 'Amounts' }]);
    const part = await world.call(`${BOOK}/names/taxrate/range?$select=address,text`);
    expect(part.body).toMatchObject({ address: 'Rates!B2', text: [['23%']] });
    expect((await world.call(`${BOOK}/names/Nothing/range`)).status).toBe(404);
  });
});
