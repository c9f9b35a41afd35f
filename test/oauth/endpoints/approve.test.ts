import { beforeEach, describe, expect, it } from 'vitest';

import { createWorld, ORIGIN, TENANT, withoutUsername, type World } from '../../kit/oauth/oauth-world.ts';
import { approve } from '../endpoints.ts';
import { formPost, locationOf, openBrowser, openOwnPage, proofIn, type TestBrowser } from '../flow.ts';
import { personNamed } from '../../kit/people/named-people.ts';

let world: World;
let browser: TestBrowser;
beforeEach(() => {
  world = createWorld();
  browser = openBrowser();
});

const client = { class: 'localhost', id: 'client', assertedName: 'Test client' };
const content = {
  title: 'Send mail',
  reason: 'Mail to an external recipient needs an approval.',
  lines: ['Subject: Offer'],
  moreLines: 0,
  outsiders: [],
  moreOutsiders: 0,
  details: [],
  moreDetails: 0,
};
/** Asks a person for an approval. Returns the URL of its page. */
const askFor = async (alias: string): Promise<string> => {
  const { oid } = personNamed(alias);
  const call = { tool: 'send_mail', args: {}, clientId: 'client', family: undefined, policyHash: 'p' };
  const id = await world.approvals.ask({ ...call, tid: TENANT, oid, versions: [] }, client, content);
  return world.approvals.urlOf(id);
};
const open = (url: string) => browser.send(approve, new Request(url), world);
const decide = (url: string, form: Record<string, string | undefined>, headers = { origin: ORIGIN }) =>
  browser.send(approve, formPost(url.slice(ORIGIN.length), form, headers), world);
const stateOf = (url: string) => world.approvals.find(url.slice(-30));
const openSignedIn = (url: string) => openOwnPage(browser, approve, { url, world });

describe('the approval page', () => {
  it('shows the action to the user who was asked, and shows other users only the name of that user', async () => {
    const markup = await (await openSignedIn(await askFor('ana.silva'))).text();
    for (const words of ['Subject: Offer', 'ana.silva@contoso.example']) expect(markup).toContain(words);
    const foreign = await open(await askFor('ben.okafor'));
    const refusal = await foreign.text();
    expect([foreign.status, refusal.includes('ana.silva@contoso.example')]).toEqual([403, true]);
    for (const secret of ['Offer', '<form']) expect(refusal).not.toContain(secret);
  });

  it.each([
    ['approve', 'approved', 'Approved'],
    ['reject', 'rejected', 'Rejected'],
  ])('records the decision to %s once, and then shows the decision', async (decision, state, title) => {
    const url = await askFor('ana.silva');
    const proof = proofIn(await (await openSignedIn(url)).text());
    for (let time = 0; time < 2; time += 1) {
      // oxlint-disable-next-line no-await-in-loop -- the second form repeats the first one
      expect(locationOf(await decide(url, { proof, decision })).href).toBe(url);
    }
    expect((await stateOf(url))?.state).toBe(state);
    expect(await (await open(url)).text()).toContain(`<h1>${title}</h1>`);
    expect(world.facts.filter(({ action }) => action.operation === decision)).toHaveLength(1);
  });

  it('records nothing for a form from another site, without a valid CSRF token or without a decision', async () => {
    const url = await askFor('ana.silva');
    const proof = proofIn(await (await openSignedIn(url)).text());
    const other = proofIn(await (await open(await askFor('ana.silva'))).text());
    const refused = [
      await decide(url, { proof, decision: 'approve' }, { origin: 'https://evil.example' }),
      await decide(url, { decision: 'approve' }),
      await decide(url, { proof: other, decision: 'approve' }),
      await decide(url, { proof, decision: 'perhaps' }),
      await decide(url, { proof }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 400, 400]);
    expect((await stateOf(url))?.state).toBe('pending');
  });

  it('names a user without a username by their display name', async () => {
    withoutUsername(world);
    expect(await (await openSignedIn(await askFor('ana.silva'))).text()).toContain('Ana Silva');
    expect(await (await open(await askFor('ben.okafor'))).text()).toContain('Ana Silva');
  });

  it('returns 404 for a malformed id, before and after the sign-in, and for an unknown id', async () => {
    const malformed = `${ORIGIN}/approve/x`;
    expect((await open(malformed)).status).toBe(404);
    await openSignedIn(await askFor('ana.silva'));
    expect((await open(malformed)).status).toBe(404);
    expect((await open(`${ORIGIN}/approve/${'x'.repeat(30)}`)).status).toBe(404);
  });
});
