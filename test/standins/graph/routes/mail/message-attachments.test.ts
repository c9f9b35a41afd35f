import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Json, startWorld, type World } from '../../graph-world.ts';

describe('the attachment API for drafts in the Graph stand-in', () => {
  let world: World;
  let draft = '';
  beforeAll(async () => {
    world = await startWorld();
    const { body } = await world.call('/me/messages', { method: 'POST', body: { subject: 'Draft' } });
    draft = `/me/messages/${String(body['id'])}`;
  });
  afterAll(() => world.graph.close());

  const open = (size: number) =>
    world.call(`${draft}/attachments/createUploadSession`, {
      method: 'POST',
      body: { AttachmentItem: { attachmentType: 'file', name: 'a.bin', size } },
    });

  it.each([
    [2_097_151, 400, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize'],
    [150 * 1024 * 1024 + 1, 400, 'ErrorAttachmentSizeLimitExceeded'],
  ])('refuses an upload session for %d bytes', async (size, status, code) => {
    const answer = await open(size);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(code);
  });

  it('refuses an attachment larger than 3,145,611 bytes in one request', async () => {
    const contentBytes = Buffer.alloc(3_145_612).toString('base64');
    const file = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.bin', contentBytes };
    const { status } = await world.call(`${draft}/attachments`, { method: 'POST', body: file });
    expect(status).toBe(413);
  });

  it('accepts chunks of at most 4 MB and responds to the last chunk with an empty 201', async () => {
    const content = Buffer.alloc(4_500_000, 'a');
    const { status, body } = await open(content.length);
    expect(status).toBe(201);
    const url = String(body['uploadUrl']);
    const put = (from: number, to: number) =>
      fetch(url, {
        method: 'PUT',
        headers: { 'content-range': `bytes ${from}-${to - 1}/${content.length}` },
        body: content.subarray(from, to),
      });

    expect((await put(0, 4_400_000)).status).toBe(413);
    // Unlike SharePoint, Exchange does not require chunk sizes that are multiples of 320 KiB.
    const first = await put(0, 3_000_001);
    expect([first.status, ((await first.json()) as Json)['nextExpectedRanges']]).toEqual([200, ['3000001-']]);
    const last = await put(3_000_001, content.length);
    expect([last.status, await last.text()]).toEqual([201, '']);

    const { body: list } = await world.call(`${draft}/attachments?$select=name,size`);
    expect(list['value']).toMatchObject([{ name: 'a.bin', size: content.length }]);
  });
});
