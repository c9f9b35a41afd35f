import { afterAll, beforeAll, expect, it } from 'vitest';

import { startEntra, type EntraStandIn } from '../../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';

let entra: EntraStandIn;
beforeAll(async () => {
  entra = await startEntra();
});
afterAll(() => entra.close());

async function exchange(person: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${entra.origin}/${demoTenant.id}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: demoTenant.clientId,
      client_secret: entra.clientSecret,
      assertion: await entra.accessTokenFor(person),
      requested_token_use: 'on_behalf_of',
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it("an injected refusal has Entra's format, names the user and occurs once", async () => {
  entra.control.refuse({
    place: 'on-behalf-of',
    aadsts: 53003,
    error: 'interaction_required',
    suberror: 'message_only',
    claims: '{"access_token":{}}',
  });
  expect(await exchange('ana.silva')).toMatchObject({
    status: 400,
    body: {
      error: 'interaction_required',
      error_codes: [53003],
      suberror: 'message_only',
      claims: '{"access_token":{}}',
      error_description: expect.stringMatching(
        /^AADSTS53003: .*ana\.silva@contoso\.example.* Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: \S+ \S+Z$/,
      ),
    },
  });
  expect(await exchange('ana.silva')).toMatchObject({ status: 200 });
});

it('a refusal injected for one user affects no other user and can be removed', async () => {
  entra.control.refuse({
    place: 'on-behalf-of',
    aadsts: 90033,
    error: 'temporarily_unavailable',
    person: 'ben.okafor',
    times: 9,
  });
  expect(await exchange('ana.silva')).toMatchObject({ status: 200 });
  expect(await exchange('ben.okafor')).toMatchObject({ status: 503 });
  entra.control.stopRefusing();
  expect(await exchange('ben.okafor')).toMatchObject({ status: 200 });
});
