import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../src/standins/start.ts';
import { folderAt, put, rootOf } from '../../src/standins/tenant/drive.ts';
import { driveId } from '../../src/standins/tenant/ids.ts';
import { bombOf, docxOf, p } from '../documents/office/office-files.ts';
import { pdfOf } from '../documents/pdf/pdf-files.ts';
import { startServer, type RunningServer } from '../kit/server.ts';
import { signIn } from '../kit/oauth/sign-in.ts';
import { postMcp, resultOf, toolCall } from '../kit/start-portico.ts';
import { cursorIn, graphItemsIn } from '../kit/demo-tenant.ts';
import { oidOf } from '../kit/people/named-people.ts';

const oid = oidOf('ana.silva');

let standIns: StandIns;
let server: RunningServer;
let token: string;
beforeAll(async () => {
  standIns = await startStandIns();
  server = await startServer({ settings: { ...standIns.settings, RATE_LIMIT_PER_PERSON: '0' } });
  token = (await signIn({ origin: server.origin, person: 'ana.silva' })).accessToken;
});
afterAll(async () => {
  await server.stop();
  await standIns.close();
});

const call = async (name: string, args: Record<string, unknown>) =>
  resultOf(await postMcp(server, toolCall(name, args), { token }));

describe('a file that is damaged or expands beyond the limits', () => {
  const read = (name: string, content: Uint8Array) => {
    const { tenant } = standIns.graph;
    const drive = driveId(oid);
    const folder = folderAt(tenant, drive, { from: rootOf(tenant, drive), names: ['Sent'], by: oid });
    const file = { name, by: oid, at: new Date(), parent: folder.id, content: Buffer.from(content) };
    put(tenant, drive, file);
    return call('read_file_content', { item: `/Sent/${name}` });
  };

  it.each([
    ['a document that unpacks to 128 MB', 'bomb.docx', () => bombOf(128), /larger than 96 MB when unpacked/],
    ['a PDF of 2,000 pages', 'long.pdf', () => pdfOf(2_000), /2,000 pages; the limit is 1,000/],
    [
      'a broken document',
      'broken.docx',
      () => Buffer.from('PK\u0003\u0004 and nothing else'),
      /it is damaged/,
    ],
  ])(
    'is refused with an explanation, and the next file can still be read: %s',
    async (_what, name, made, words) => {
      const refused = await read(name, made());
      expect(refused).toEqual({ isError: true, text: expect.stringMatching(words) });
      expect(refused.text).toMatch(/^[A-Z].{20,300}$/);
      expect(refused.text).not.toMatch(/\.(?:ts|js|mjs):\d|node_modules/);
      const next = await read('letter.docx', docxOf(p('Dear customers,')));
      expect(next).toEqual({ isError: false, text: expect.stringContaining('Dear customers,') });
    },
  );
});

describe('a Graph response of 10 MB', () => {
  it("is returned in pages that fit a model's context, and the cursor continues after the last row shown", async () => {
    const messages = standIns.graph.tenant.table(`/users/${oid}/messages`);
    const content = 'word '.repeat(32_000);
    const letters = messages.all();
    for (const letter of letters) messages.change(letter, { body: { contentType: 'text', content } });
    expect(letters.length * content.length).toBeGreaterThan(10_000_000);

    const ids: string[] = [];
    let page = await call('graph_get', { path: '/me/messages', select: 'id,body', top: 999 });
    for (let pages = 1; pages <= 4; pages += 1) {
      expect(page.isError).toBe(false);
      expect(page.text.length).toBeLessThan(22_000);
      const lines = page.text.split('\n').filter((line) => line.startsWith('{'));
      ids.push(...lines.map((line) => (JSON.parse(line) as { id: string }).id));
      page = await call('get_next_page', { cursor: cursorIn(page.text) ?? '' });
    }
    const all = await call('graph_get', { path: '/me/messages', select: 'id', top: 999 });
    const order = graphItemsIn(all.text).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(4);
    expect(ids).toEqual(order.slice(0, ids.length));
  });
});
