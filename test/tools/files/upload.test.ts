import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ToolResult } from '../../../src/tools/define.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { patternOf, putFile, resourceIn } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const upload = (given: object, signal?: AbortSignal): Promise<ToolResult> =>
  tenant.call('ana.silva', 'upload_file', given, signal);

async function bytesAt(item: string): Promise<Buffer> {
  const { text } = await tenant.call('ana.silva', 'get_download_link', { item });
  return Buffer.from(await (await fetch(text.split('\n').at(-1) ?? '')).arrayBuffer());
}

async function sourceAt(item: string): Promise<string> {
  return resourceIn((await tenant.call('ana.silva', 'get_file', { item, sharing: false })).text);
}

/** Creates a signal that ends a call after the given number of parts. */
function endingAfter(parts: number): AbortSignal {
  const controller = new AbortController();
  const before = tenant.graph.log.length;
  const timer = setInterval(() => {
    const arrived = tenant.graph.log.slice(before).filter((one) => one.method === 'PUT').length;
    if (arrived < parts) return;
    clearInterval(timer);
    controller.abort(new Error('The time is over.'));
  }, 1);
  return controller.signal;
}

const handleIn = (text: string) => /resume:\n(\S+)$/.exec(text)?.[1] ?? '';

describe('upload_file with content from the model', () => {
  it.each([
    ['text', { content: '# Minutes\n\nGrün.' }, Buffer.from('# Minutes\n\nGrün.')],
    ['base64', { content: 'AAEC/w==', encoding: 'base64' }, Buffer.from([0, 1, 2, 255])],
    ['base64url', { content: '_-8', encoding: 'base64' }, Buffer.from([255, 239])],
    ['nothing', { content: '' }, Buffer.alloc(0)],
  ])('stores %s', async (what, given, bytes) => {
    const path = `/Stored/${what}.md`;
    const { text, links } = await upload({ path, ...given });
    expect(text).toMatch(/^Stored\.\nResource: portico:\/\/file\//);
    expect(links?.[0]?.uri).toBe(resourceIn(text));
    expect((await bytesAt(path)).equals(bytes)).toBe(true);
  });

  it('stores three megabytes in one request', async () => {
    const bytes = patternOf(3 * 1_048_576);
    await upload({ path: '/Stored/three.bin', content: bytes.toString('base64'), encoding: 'base64' });
    expect((await bytesAt('/Stored/three.bin')).equals(bytes)).toBe(true);
  });

  it('keeps an existing file, replaces it or uses another name, depending on the conflict argument', async () => {
    const path = '/Stored/taken.txt';
    await upload({ path, content: 'first' });
    await expect(upload({ path, content: 'second' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('already exists there'),
    });
    expect((await bytesAt(path)).toString()).toBe('first');
    await upload({ path, content: 'third', conflict: 'replace' });
    expect((await bytesAt(path)).toString()).toBe('third');
    const { text } = await upload({ path, content: 'fourth', conflict: 'rename' });
    expect(text).toContain('taken 1.txt');
  });

  it.each([
    ['missing content', { path: '/a.txt' }, 'give exactly one of'],
    [
      'two kinds of content',
      { path: '/a.txt', content: 'a', source: 'portico://file/me/x' },
      'give exactly one of',
    ],
    ['a missing destination', { content: 'a' }, 'path is required'],
    ['a folder as the destination', { path: '/Plans/', content: 'a' }, 'must begin with a slash'],
    ['content that is not base64', { path: '/a', content: 'a*b', encoding: 'base64' }, 'not base64'],
    ['a web URL as the source', { path: '/a', source: 'https://evil.example/x' }, 'portico://'],
    ['another scheme as the source', { path: '/a', source: 'portico://secret/x/y' }, 'portico://'],
  ])('refuses %s', async (_what, given, words) => {
    await expect(upload(given)).rejects.toMatchObject({ message: expect.stringContaining(words) });
  });

  it('refuses a colon in a name instead of storing the file under the part before the colon', async () => {
    await upload({ path: '/Meeting 10', content: 'kept' });
    for (const conflict of ['fail', 'replace', 'rename', 'append'])
      await expect(upload({ path: '/Meeting 10:30.md', content: 'b', conflict })).rejects.toMatchObject({
        code: 'bad_argument',
        message: expect.stringContaining('colon'),
      });
    expect((await bytesAt('/Meeting 10')).toString()).toBe('kept');
  });

  it('refuses a path traversal', async () => {
    await expect(upload({ path: '/a/../b.txt', content: 'a' })).rejects.toMatchObject({
      code: 'bad_argument',
    });
  });
});

describe('upload_file with a resource as its source', () => {
  it('does not store a copy under the extension of another format', async () => {
    putFile(tenant, 'ana.silva', '/Formats/Offer.docx', Buffer.from('x'));
    const source = await sourceAt('/Formats/Offer.docx');
    await expect(upload({ path: '/Formats/Offer.pdf', source })).rejects.toThrow(
      'Renaming a file does not convert it',
    );
    expect((await upload({ path: '/Formats/Copy.docx', source })).text).toMatch(/^Stored\./);
    expect((await tenant.call('ana.silva', 'list_files', { path: '/Formats' })).text).not.toContain('.pdf');
  });

  it('copies a small file in one request', async () => {
    const source = await sourceAt('/Harbor/Scope.md');
    const before = tenant.graph.log.length;
    await upload({ path: '/Copies/Scope.md', source });
    expect(tenant.graph.log.slice(before).some(({ path }) => path.endsWith('createUploadSession'))).toBe(
      false,
    );
    expect((await bytesAt('/Copies/Scope.md')).toString()).toContain('# Harbor, first release');
  });

  it('copies a large file in parts, byte for byte', async () => {
    const bytes = patternOf(12 * 1_048_576 + 17);
    putFile(tenant, 'ana.silva', '/Large/film.bin', bytes);
    const before = tenant.graph.log.length;
    const { text } = await upload({ path: '/Copies/film.bin', source: await sourceAt('/Large/film.bin') });
    expect(text).toMatch(/^Stored\./);
    expect((await bytesAt('/Copies/film.bin')).equals(bytes)).toBe(true);
    const parts = tenant.graph.log.slice(before).filter((one) => one.method === 'PUT');
    expect(parts.map(({ status }) => status)).toEqual([202, 202, 201]);
  });

  it('saves an attachment', async () => {
    const { text, attachment } = await anAttachment();
    await upload({ path: `/Copies/${attachment.name}`, source: resourceIn(text) });
    expect((await bytesAt(`/Copies/${attachment.name}`)).length).toBeGreaterThan(10);
  });

  it('refuses a folder, and a file that the user cannot access', async () => {
    await expect(upload({ path: '/Copies/x', source: 'portico://file/me/nothing' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const { text } = await tenant.call('ana.silva', 'get_file', { item: '/Harbor' });
    const folder = /^Id: (.+)$/m.exec(text)?.[1] ?? '';
    await expect(upload({ path: '/Copies/x', source: `portico://file/me/${folder}` })).rejects.toMatchObject({
      code: 'is_folder',
    });
    await expect(
      tenant.call('ben.okafor', 'upload_file', { path: '/x', source: await sourceAt('/README.txt') }),
    ).rejects.toMatchObject({ code: 'no_access' });
  });
});

describe('an upload that takes longer than one call', () => {
  it('continues with its handle and sends no part twice', async () => {
    const bytes = patternOf(23 * 1_048_576 + 5);
    putFile(tenant, 'ana.silva', '/Large/long.bin', bytes);
    const source = await sourceAt('/Large/long.bin');
    const before = tenant.graph.log.length;
    const first = await upload({ path: '/Copies/long.bin', source }, endingAfter(2));
    expect(first.text).toMatch(
      /^Not finished: \d+\.\d MB of 23\.0 MB have been uploaded, and the file does not exist yet/,
    );
    const handle = handleIn(first.text);
    expect(handle.length).toBeGreaterThan(100);
    await expect(bytesAt('/Copies/long.bin')).rejects.toMatchObject({ code: 'not_found' });

    expect((await upload({ resume: handle })).text).toMatch(/^Stored\./);
    expect((await bytesAt('/Copies/long.bin')).equals(bytes)).toBe(true);
    const requests = tenant.graph.log.slice(before);
    expect(requests.filter(({ path }) => path.endsWith('createUploadSession'))).toHaveLength(1);
    const taken = requests.filter((one) => one.method === 'PUT' && [201, 202].includes(one.status));
    expect(taken).toHaveLength(5);
    expect((await upload({ resume: handle })).text).toMatch(/^Stored\./);
  });

  it('cannot be continued by another user or with a different handle', async () => {
    putFile(tenant, 'ana.silva', '/Large/mine.bin', patternOf(11 * 1_048_576));
    const paused = await upload(
      { path: '/Copies/mine.bin', source: await sourceAt('/Large/mine.bin') },
      endingAfter(1),
    );
    const handle = handleIn(paused.text);
    await expect(tenant.call('ben.okafor', 'upload_file', { resume: handle })).rejects.toMatchObject({
      code: 'bad_cursor',
    });
    await expect(upload({ resume: `${handle}x` })).rejects.toMatchObject({ code: 'bad_cursor' });
    await expect(tenant.call('ana.silva', 'get_next_page', { cursor: handle })).rejects.toMatchObject({
      code: 'bad_cursor',
    });
  });

  it('is refused if its source has changed', async () => {
    putFile(tenant, 'ana.silva', '/Large/edited.bin', patternOf(11 * 1_048_576));
    const paused = await upload(
      { path: '/Copies/edited.bin', source: await sourceAt('/Large/edited.bin') },
      endingAfter(1),
    );
    await upload({ path: '/Large/edited.bin', content: 'new', conflict: 'replace' });
    await expect(upload({ resume: handleIn(paused.text) })).rejects.toMatchObject({ code: 'changed' });
  });

  it('is refused if both the session and the file are gone', async () => {
    putFile(tenant, 'ana.silva', '/Large/lost.bin', patternOf(11 * 1_048_576));
    const paused = await upload(
      { path: '/Copies/lost.bin', source: await sourceAt('/Large/lost.bin') },
      endingAfter(1),
    );
    const session = tenant.graph.log.findLast(({ path }) => path.startsWith('/upload/'))?.path ?? '';
    await fetch(`${tenant.graph.contentOrigin}${session}`, { method: 'DELETE' });
    await expect(upload({ resume: handleIn(paused.text) })).rejects.toMatchObject({ code: 'upload_gone' });
  });
});

describe('create_upload_session', () => {
  it('returns a URL that accepts a file in parts', async () => {
    const { text } = await tenant.call('ana.silva', 'create_upload_session', { path: '/Sent/by hand.bin' });
    const url = text.split('\n').at(-1) ?? '';
    const sent = await fetch(url, {
      method: 'PUT',
      body: 'hello',
      headers: { 'content-range': 'bytes 0-4/5' },
    });
    expect(sent.status).toBe(201);
    expect((await bytesAt('/Sent/by hand.bin')).toString()).toBe('hello');
  });
});

async function anAttachment() {
  const { tenant: store } = tenant.graph;
  const me = store
    .table('/users')
    .all()
    .find((user) => String(user['userPrincipalName']).startsWith('ana.silva'));
  const messages = store.table<{ id: string; $attachments: { id: string; name: string }[] }>(
    `/users/${me?.id}/messages`,
  );
  const message = messages.all().find((one) => one.$attachments.length > 0);
  const attachment = message?.$attachments[0];
  if (message === undefined || attachment === undefined) throw new RangeError('No attachment.');
  const { text } = await tenant.call('ana.silva', 'get_attachment', {
    message_id: message.id,
    attachment_id: attachment.id,
  });
  return { text, attachment };
}
