import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { read } from '../../../src/graph/request/read.ts';
import { createOperationIndex } from '../../../src/graph/operations/operation-index.ts';
import { contentAt } from '../../../src/tools/core/shared/content-path.ts';
import { renderStreamed } from '../../../src/tools/core/shared/content-answer.ts';
import type { FileAccess, ToolCall } from '../../../src/tools/define.ts';
import { confirmationIn, graphItemsIn, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

const index = createOperationIndex();
let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = (name: string, given: object) => tenant.call('ana.silva', name, given);
const get = (path: string) => call('graph_get', { path });

/** Stores a file as Ana and returns its path. */
async function fileWith(name: string, content: string, encoding = 'text'): Promise<string> {
  await call('upload_file', { path: `/${name}`, content, encoding, conflict: 'replace' });
  return `/me/drive/root:/${name}`;
}

/** Returns the path of an attachment in Ana's mailbox. */
async function attachmentPath(): Promise<string> {
  const query = { filter: 'hasAttachments eq true', top: 1, select: 'id' };
  const { text } = await call('graph_get', { path: '/me/messages', ...query });
  const message = `/me/messages/${String(graphItemsIn(text)[0]?.['id'])}`;
  const { text: attached } = await call('graph_get', { path: `${message}/attachments`, select: 'id,name' });
  return `${message}/attachments/${String(graphItemsIn(attached)[0]?.['id'])}`;
}

describe("a path to a file's content", () => {
  const placeAt = (path: string) =>
    contentAt(path, { operations: { index } } as Pick<ToolCall, 'operations'>);

  it.each([
    ['/me/drive/items/1/content', '/me/drive/items/1'],
    ['/sites/1/drive/root:/Plans/Q3.md:/content', '/sites/1/drive/root:/Plans/Q3.md'],
    ['/me/drive/special/approot:/Q3.md:/content', '/me/drive/special/approot:/Q3.md'],
    ['/drives/1/items/2:/Q3.md:/contentStream', '/drives/1/items/2:/Q3.md'],
    ['/shares/u!1/driveItem:/versions/Q3.md:/content', '/shares/u!1/driveItem:/versions/Q3.md'],
    ['/teams/1/channels/2/filesFolder:/Q3.md:/content', '/teams/1/channels/2/filesFolder:/Q3.md'],
    ['/teams/1/channels/2/filesFolder/children/3/content', '/teams/1/channels/2/filesFolder/children/3'],
  ])('leads to the file: %s', (content, path) => {
    expect(placeAt(content)).toEqual({ kind: 'file', path });
  });

  it.each([
    '/me/drive/items/1/versions/2.0/content',
    '/me/drive/items/1/thumbnails/0/small/content',
    '/me/photo/$value',
  ])('is distinguished from paths to other content: %s', (path) => {
    expect(placeAt(path)).toEqual({ kind: 'other' });
  });

  it('is distinguished from paths to data', () => {
    expect(placeAt('/me/drive/items/1/children')).toBeUndefined();
  });
});

describe('graph_get with content', () => {
  it.each([':/content', ':/content?format=pdf'])(
    'returns a link to a file without downloading it: %s',
    async (end) => {
      const path = await fileWith('Linked notes.txt', 'Nobody sees this.');
      const { text, links } = await get(path + end);
      expect(links).toEqual([
        {
          uri: expect.stringMatching(/^portico:\/\/file\//),
          name: 'Linked notes.txt',
          mimeType: 'text/plain',
          size: 17,
        },
      ]);
      expect(text).toMatch(/^Resource: portico:\/\/file\//);
      expect(text).toContain('Linked notes.txt | text/plain | 17 B');
      expect(text).not.toMatch(/Nobody|https?:/);
      expect(text.includes('It is not converted')).toBe(end.includes('format'));
      const [, place = ''] = /call read_file_content with (\{.*?\})/.exec(text) ?? [];
      const { text: content } = await call('read_file_content', JSON.parse(place) as object);
      expect(content).toContain('Nobody sees this.');
    },
  );

  it('returns a link to a file that is addressed by its id', async () => {
    const { text } = await call('graph_get', { path: await fileWith('By id.txt', 'x'), select: 'id' });
    const [, id = ''] = /"id":"([^"]+)"/.exec(text) ?? [];
    expect((await get(`/me/drive/items/${id}/content`)).links).toHaveLength(1);
  });

  it('refuses the content of a folder, and reports a missing file', async () => {
    await expect(get('/me/drive/root/content')).rejects.toMatchObject({ code: 'is_folder' });
    await expect(get('/me/drive/root:/None.txt:/content')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('returns a link to an attachment that other tools can read and store', async () => {
    const { text, links = [] } = await get(`${await attachmentPath()}/$value`);
    expect(text).toMatch(/^Resource: portico:\/\/attachment\//);
    expect(text).toContain('get_attachment');
    const source = links[0]?.uri;
    expect((await call('upload_file', { path: '/Kept attachment.bin', source })).text).toContain(
      'Kept attachment',
    );
  });

  it('describes a photo, and names the tool that can show the photo', async () => {
    const { text, pictures } = await get('/me/photo/$value');
    expect(text).toMatch(
      /^Microsoft Graph returned binary content \(image\/png, \d+ (?:B|KB)\), which is not text.*get_user_photo\.$/,
    );
    expect(pictures).toBeUndefined();
  });

  it('reports that a person has no photo', async () => {
    await expect(get('/me/photos/9x9/$value')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('names the permission that is missing for content', async () => {
    await tenant.granting('ana.silva', ['Mail.Read'], async () => {
      await expect(get('/me/photo/$value')).rejects.toMatchObject({
        code: 'missing_permission',
        message: expect.stringContaining('The Microsoft Graph permission User.Read was not granted.'),
      });
    });
  });

  it('is refused in a batch before anything is sent', async () => {
    const before = tenant.graph.log.length;
    await expect(call('graph_batch', { paths: ['/me', '/me/photo/$value'] })).rejects.toMatchObject({
      code: 'bad_argument',
      message: expect.stringContaining('Read it separately with graph_get. No request was sent.'),
    });
    expect(tenant.graph.log).toHaveLength(before);
    expect((await call('graph_batch', { paths: ['/me', '/me/photo'] })).text).toMatch(/^2 responses/);
  });
});

/** Renders content that Graph returns in these chunks with this content type. */
function shown(type: string, ...chunks: readonly (string | Uint8Array)[]) {
  return shownAt('/x/content', type, ...chunks);
}

function shownAt(path: string, type: string, ...chunks: readonly (string | Uint8Array)[]) {
  async function* bytes() {
    for (const chunk of chunks) yield Buffer.from(chunk as string);
  }
  const files: Pick<FileAccess, 'read'> = {
    read: (_request, _span, use) => use({ type, size: undefined, bytes: bytes() }),
  };
  const text = { from: 0, cursorFrom: async () => 'cursor' };
  return renderStreamed(read(path), { files, text } as unknown as ToolCall);
}

describe('content that has no link', () => {
  it.each(['text/plain', 'text/csv', 'application/json', 'application/xml', 'application/octet-stream', ''])(
    'is shown if it is text: %j',
    async (type) => {
      expect((await shown(type, 'Größe ', 'of it')).text).toContain('\nGröße of it\n');
    },
  );

  it('keeps its white space, such as the indentation of an older version of a file', async () => {
    expect((await shown('text/plain', '  a:\r\n', '    - b\t\tc\n\n')).text).toContain(
      '\n  a:\n    - b\t\tc\n<',
    );
  });

  it('is shown without hidden text if it is an HTML page', async () => {
    const { text } = await shown(
      'text/html',
      '<p>Seen<span style="display:none">Hidden</span></p><script>x()</script>',
    );
    expect(text).toContain('Seen');
    expect(text).not.toMatch(/Hidden|x\(\)/);
  });

  it('is shown without text that follows a closed hidden element, except in pages of OneNote, which are XML', async () => {
    const html = '<p>Seen</p><div style="display:none"/><p>After</p>';
    expect((await shown('text/html', html)).text).not.toContain('After');
    const pages = [
      '/me/onenote/pages/1-a/content',
      '/groups/1/onenote/sections/1-b/pages/1-a/content',
      "/me/onenote/pages('1-a')/content",
    ];
    for (const path of pages)
      // oxlint-disable-next-line no-await-in-loop
      expect((await shownAt(path, 'text/html', html)).text).toMatch(/Seen\s+After/);
    const attached = await shownAt('/me/onenote/resources/1-a/content', 'text/html', html);
    expect(attached.text).not.toContain('After');
  });

  const binary = new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe]);
  it.each([
    ['application/octet-stream', binary],
    ['', binary],
    ['text/plain', 'a\0b'],
    ['image/png', 'x'],
    ['application/pdf', '%PDF-1.7'],
  ])('is described if it is not text: %j', async (type, bytes) => {
    const { text } = await shown(type, bytes);
    expect(text).toMatch(/^Microsoft Graph returned binary content \([^)]+\), which is not text/);
    expect(text).not.toMatch(/PDF-|PK/);
  });

  it('is reported if it is empty', async () => {
    expect((await shown('')).text).toBe('Microsoft Graph returned an empty response.');
  });

  it('is refused if it exceeds 4 MiB', async () => {
    const part = 'x'.repeat(1024 * 1024);
    await expect(shown('text/plain', part, part, part, part, 'x')).rejects.toMatchObject({
      code: 'too_large',
    });
    expect((await shown('text/plain', part, part)).text).toContain('Characters 1 to 20000 of 2097152.');
  });
});

describe('graph_write with the content of a file', () => {
  const put = (given: { path: string; body: unknown }) => call('graph_write', { method: 'PUT', ...given });

  it('stores text that only looks like JSON', async () => {
    const path = '/me/drive/root:/notes.txt:/content';
    expect((await put({ path, body: '[draft] buy milk' })).text).toMatch(/^Done: status 201/);
  });

  it.each([
    ['an object', '{ "id": 12345678901234567890, "rate": 1.0 }\n'],
    ['a list', '[ 1.50, 2 ]'],
  ])('stores a JSON file with %s unchanged', async (_what, body) => {
    const path = '/me/drive/root:/settings.json:/content?@microsoft.graph.conflictBehavior=rename';
    const { text } = await put({ path, body });
    const item = /"id":"([^"]+)"/.exec(text)?.[1] ?? '';
    const stored = await call('read_file_content', { item });
    expect(stored.text).toContain(body.trim());
    expect(text).toContain(`"size":${body.length},`);
  });

  it('does not accept the confirmation for a JSON file if the text has changed but its parsed form has not', async () => {
    const path = '/me/drive/root:/bound.json:/content';
    await put({ path, body: '{"rate":1}' });
    const replace = (body: string, more = {}) =>
      tenant.callOnce('ana.silva', 'graph_write', { method: 'PUT', path, body, ...more });
    const preview = await replace('{"rate":2}').then(
      ({ text }) => text,
      (error: Error) => error.message,
    );
    const confirmation = confirmationIn(preview);
    await expect(replace('{"rate":"all","rate":2}', { confirmation })).rejects.toThrow('was not accepted');
    expect((await replace('{"rate":2}', { confirmation })).text).toMatch(/^Done: status 200/);
  });

  it('accepts the content of a JSON file as an object', async () => {
    const path = '/me/drive/root:/object.json:/content';
    const { text } = await put({ path, body: { rate: 1 } });
    expect(text).toContain('"size":10,');
  });

  it.each(['/me/drive/root:/Minutes.docx:/content', '/me/drive/items/root:/logo.PNG:/content'])(
    'does not store text as %s, because no program could open the file',
    async (path) => {
      const before = tenant.graph.log.length;
      const refusal = { code: 'bad_argument', message: expect.stringContaining('upload_file') };
      await expect(put({ path, body: 'UEsDBBQ=' })).rejects.toMatchObject(refusal);
      expect(tenant.graph.log.length).toBe(before);
    },
  );

  it('refuses text as the content of a workbook that is given by id', async () => {
    const { text } = await call('get_file', { item: '/Budget/Launch costs.xlsx' });
    const path = `/me/drive/items/${/\bid: (\S+)/i.exec(text)?.[1]}/content`;
    const refusal = { code: 'bad_argument', message: expect.stringContaining('.xlsx') };
    await expect(put({ path, body: 'a,b' })).rejects.toMatchObject(refusal);
  });
});
