import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { oidOf, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { itemsOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const oid = oidOf('ana.silva');
const append = (path: string, content: string) =>
  tenant.call('ana.silva', 'upload_file', { path, content, conflict: 'append' });
const put = (path: string, content: string | Buffer) =>
  putFile(tenant, 'ana.silva', path, Buffer.from(content as string));
const contentOf = (id: string) => itemsOf(tenant.graph.tenant, driveId(oid)).get(id)?.$content;

describe('upload_file with conflict=append', () => {
  it.each([
    ['begins a new line', 'one', 'one\ntwo'],
    ['keeps the line break at the end', 'one\n', 'one\ntwo'],
    ['uses the line breaks of the file', 'a\r\nb', 'a\r\nb\r\ntwo'],
    ['fills an empty file', '', 'two'],
  ])('%s', async (_what, before, after) => {
    const id = put(`/Append/${_what}.txt`, before);
    await append(`/Append/${_what}.txt`, 'two');
    expect(contentOf(id)?.toString()).toBe(after);
  });

  it.each([
    [
      'UTF-16, little-endian',
      Buffer.from('\ufeffone', 'utf16le'),
      Buffer.from('\ufeffone\nzwölf', 'utf16le'),
    ],
    [
      'UTF-16, big-endian',
      Buffer.from('\ufeffone', 'utf16le').swap16(),
      Buffer.from('\ufeffone\nzwölf', 'utf16le').swap16(),
    ],
    ['UTF-8', Buffer.from('één'), Buffer.from('één\nzwölf')],
  ])('keeps the encoding %s', async (what, before, after) => {
    const id = put(`/Append/${what}.txt`, before);
    await append(`/Append/${what}.txt`, 'zwölf');
    expect(contentOf(id)).toEqual(after);
  });

  it.each(['the reported size', 'the content, if the reported size is wrong'])(
    'refuses a file larger than 4 MB according to %s, instead of storing only part of it',
    async (by) => {
      const path = `/Append/large by ${by}.txt`;
      const whole = Buffer.alloc(4 * 1024 * 1024 + 10, 'a');
      const id = put(path, whole);
      const items = itemsOf(tenant.graph.tenant, driveId(oid));
      if (by !== 'the reported size') items.change(items.get(id)!, { size: 0 });
      await expect(append(path, 'two')).rejects.toMatchObject({ code: 'too_large' });
      expect(contentOf(id)?.length).toBe(whole.length);
    },
  );

  it('creates the file if it does not exist', async () => {
    const { text } = await append('/Append/New/log.txt', 'first');
    expect(text).toMatch(/^Stored\./);
  });

  it('starts over if somebody else changes the file in the meantime', async () => {
    const id = put('/Append/busy.txt', 'one');
    tenant.graph.control.fault({
      kind: 'status',
      method: 'PUT',
      status: 412,
      code: 'resourceModified',
      count: 1,
    });
    await append('/Append/busy.txt', 'two');
    expect(contentOf(id)?.toString()).toBe('one\ntwo');
  });

  it('changes nothing if the file keeps changing', async () => {
    const id = put('/Append/busier.txt', 'one');
    tenant.graph.control.fault({
      kind: 'status',
      method: 'PUT',
      status: 412,
      code: 'resourceModified',
      count: 2,
    });
    await expect(append('/Append/busier.txt', 'two')).rejects.toMatchObject({ code: 'conflict' });
    expect(contentOf(id)?.toString()).toBe('one');
  });

  it.each([
    ['a Word file', '/Append/a.docx', 'PK', 'bad_arguments'],
    ['a web page', '/Append/a.html', '<p>', 'unsupported'],
    ['bytes that are not text', '/Append/b.txt', '\u0000\u0001\u0002\u0003', 'unsupported'],
  ])('refuses %s', async (_what, path, content, code) => {
    const id = put(path, content);
    await expect(append(path, 'x')).rejects.toMatchObject({ code });
    expect(contentOf(id)?.toString()).toBe(content);
  });

  it('refuses a folder, an empty text and base64 content', async () => {
    await expect(append('/Harbor', 'x')).rejects.toMatchObject({ code: 'is_folder' });
    await expect(append('/Append/c.txt', '')).rejects.toMatchObject({ code: 'bad_arguments' });
    const given = { path: '/Append/c.txt', content: 'eA==', encoding: 'base64', conflict: 'append' };
    await expect(tenant.call('ana.silva', 'upload_file', given)).rejects.toMatchObject({
      code: 'bad_arguments',
    });
  });
});
