import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ToolError } from '../../../src/errors.ts';
import { rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { openReadingTenant, putFile } from './fixtures.ts';

const SEED = 20_261_121;
const FOLDERS = 25;
const FILES = 20;

/** Everything that OneDrive allows in a name and that something on the way might change. */
const pieces = [
  ...'abcXYZ019'.split(''),
  ..."!#$%&'()+,-.;=@[]^_`{}~¦…".split(''),
  '%20',
  '%25',
  '%2F',
  '%41',
  '%E4',
  '](',
  '..',
  '  ',
  ' ',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u200d',
  '\u202e',
  '\u200f',
  '\u2003',
  '\ufe0f',
  'é',
  'e\u0301',
  'ß',
  'İ',
  'שלום',
  'مرحبا',
  '日本',
  '👩‍👩‍👧',
  '❤️',
  '🏳️‍🌈',
  '\u{e0041}',
  'root',
  'untrusted',
];

/** A small generator with a seed (mulberry32), so that a failure can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const random = generator(SEED);

/** Nine in ten names contain a number; the others can look alike. OneDrive allows no blank at either end. */
function nameOf(number: number): string {
  const parts = Array.from({ length: 1 + random(8) }, () => pieces[random(pieces.length)] ?? '');
  if (random(10) > 0) parts.splice(random(parts.length + 1), 0, String(number));
  const name = parts.join('').trim();
  return /^\.{0,2}$/.test(name) ? `name ${number}` : name;
}

let tenant: DemoTenant;
const unique = new Set<string>();
beforeAll(async () => {
  tenant = await openReadingTenant();
  for (let folder = 0; folder < FOLDERS; folder += 1) {
    const parent = nameOf(folder);
    for (let file = 0; file < FILES; file += 1) {
      const path = `${parent}/${nameOf(folder * FILES + file)}.txt`;
      if (unique.has(path.toLowerCase())) continue;
      unique.add(path.toLowerCase());
      putFile(tenant, 'ana.silva', `/Awkward/${path}`, Buffer.from(`content-of-${unique.size}-`));
    }
  }
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);
const fact = (text: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';

/** What a tool says about an item: its text, or the candidates if several items look alike. */
async function ask(name: string, given: object, id: string): Promise<string> {
  try {
    return (await ana(name, given)).text;
  } catch (error) {
    const candidates = error instanceof ToolError && error.code === 'ambiguous' ? error.message : '';
    expect(candidates, `${name} ${JSON.stringify(given)} ${String(error)}`).toContain(id);
    return '';
  }
}

describe('names and ids that the file tools show', () => {
  it(`lead back to ${FOLDERS * FILES} files in ${FOLDERS} folders with awkward names`, async () => {
    const folders = rowsIn((await ana('list_files', { path: '/Awkward', top: 200 })).text);
    expect(folders.length).toBeGreaterThan(FOLDERS - 2);
    let ambiguous = 0;
    for (const row of folders) {
      const folder = row[0] ?? '';
      // oxlint-disable-next-line no-await-in-loop
      const files = rowsIn((await ana('list_files', { folder_id: row.at(-1), top: 200 })).text);
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const [name = '', id = ''] = [file[0], file.at(-1)];
        // oxlint-disable-next-line no-await-in-loop
        const byId = (await ana('read_file_content', { item: id })).text;
        const token = /content-of-\d+-/.exec(byId)?.[0] ?? 'none';
        // oxlint-disable-next-line no-await-in-loop
        const details = await ask('get_file', { item: `/Awkward/${folder}${name}`, sharing: false }, id);
        ambiguous += details === '' ? 1 : 0;
        if (details === '') continue;
        const place = `${fact(details, 'In')}/${fact(details, 'Name')}`;
        // oxlint-disable-next-line no-await-in-loop
        const byName = await ask('read_file_content', { item: place }, fact(details, 'Id'));
        if (fact(details, 'Id') === id && byName !== '') expect(byName, place).toContain(token);
      }
      // oxlint-disable-next-line no-await-in-loop
      const again = await ana('list_files', { path: `/Awkward/${folder}`, top: 200 });
      expect(rowsIn(again.text).map((one) => one.at(-1))).toEqual(files.map((one) => one.at(-1)));
    }
    expect(ambiguous).toBeLessThan(unique.size / 20);
  }, 120_000);
});
