import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { knownDocuments } from '../../../../src/oauth/clients/metadata-document/known-documents.ts';
import { isAllowedUri } from '../../../../src/oauth/clients/redirect-allow-list.ts';
import { CLIENT_ID, openInternet, tells, type Answer, type SmallInternet } from './small-internet.ts';

let net: SmallInternet;
beforeEach(async () => {
  net = await openInternet();
});
afterEach(() => net.close());

/** Refusals and failures that were observed on the websites of known clients. */
const refusals: readonly (readonly [string, Answer])[] = [
  ['a challenge for browsers', tells('<html>', { 'content-type': 'text/html' }, 403)],
  ['a redirect to a page', (_q, r) => r.writeHead(302, { location: 'https://claude.ai/' }).end()],
  ['a page with status 200', tells('<html>', { 'content-type': 'text/html' })],
  ['an outage', tells('down', {}, 503)],
];

const known = [...knownDocuments];

describe('the document of a known client', () => {
  const fetcher = () => {
    // The test server's certificate is valid only for the host of `CLIENT_ID`.
    const connect: SmallInternet['connect'] = (target) => net.connect({ ...target, serverName: certified });
    return net.fetcher({ connect, resolve: async () => ['93.184.215.14'] });
  };
  const certified = new URL(CLIENT_ID).hostname;

  it.each(refusals)('is replaced by the known one if its website answers with %s', async (_what, answer) => {
    net.answer = answer;
    for (const [clientId, metadata] of known) {
      // oxlint-disable-next-line no-await-in-loop -- one document after the other
      expect(await fetcher()(clientId)).toEqual(metadata);
    }
    expect(net.lines).toHaveLength(known.length);
    expect(net.lines.join()).not.toContain('"outcome":"read"');
  });

  it('is fetched again a minute later', async () => {
    net.answer = tells('down', {}, 503);
    const fetch = fetcher();
    const [clientId] = known[0] ?? [''];
    await fetch(clientId);
    net.answer = tells({ client_id: clientId, client_name: 'New', redirect_uris: ['http://localhost/new'] });
    net.clock.ms += 60_000 - 1;
    expect((await fetch(clientId)).clientName).not.toBe('New');
    net.clock.ms += 1;
    expect((await fetch(clientId)).clientName).toBe('New');
  });

  it('is not replaced if its website serves an invalid document', async () => {
    net.answer = tells({ client_id: 'https://evil.example/client.json' });
    for (const [clientId] of known)
      // oxlint-disable-next-line no-await-in-loop -- one document after the other
      await expect(fetcher()(clientId)).rejects.toMatchObject({ code: 'invalid_client' });
  });

  it('lists only redirect URIs that the built-in allow list contains', () => {
    for (const [, { redirectUris }] of known)
      for (const uri of redirectUris) expect(isAllowedUri(uri, [])).toBe(true);
  });
});
