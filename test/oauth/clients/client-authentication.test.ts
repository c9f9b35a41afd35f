import { beforeEach, describe, expect, it } from 'vitest';

import {
  clientSecret,
  createClientAuthentication,
} from '../../../src/oauth/clients/client-authentication.ts';
import { createClientRegistry } from '../../../src/oauth/clients/oauth-client.ts';
import { formPost, registerClient, type RegisteredClient } from '../flow.ts';
import { createWorld, type World } from '../../kit/oauth/oauth-world.ts';

let world: World;
let known: RegisteredClient;
let open: RegisteredClient;
beforeEach(async () => {
  world = createWorld();
  known = await registerClient(world, { token_endpoint_auth_method: 'client_secret_basic' });
  open = await registerClient(world);
});

const ask = (form: Record<string, string>, authorization?: string) =>
  createClientAuthentication({ clients: createClientRegistry(world), sealer: world.sealer })(
    formPost('/token', form, authorization === undefined ? {} : { authorization }),
    form,
  );
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('client authentication', () => {
  it('accepts the secret whether or not it is form-encoded', async () => {
    const { client_id: id, client_secret: secret = '' } = known;
    await expect(ask({}, basic(`${id}:${secret}`))).resolves.toMatchObject({ confidential: true });
    const encoded = encodeURIComponent(secret).replaceAll('.', '%2E');
    await expect(ask({}, basic(`${id}:${encoded}`))).resolves.toMatchObject({ confidential: true });
    await expect(ask({ client_id: id }, basic(`${id}:${secret}`))).resolves.toBeDefined();
  });

  it('accepts a missing or empty secret from a public client', async () => {
    const { client_id: id } = open;
    await expect(ask({ client_id: id })).resolves.toMatchObject({ confidential: false });
    await expect(ask({}, basic(`${id}:`))).resolves.toMatchObject({ confidential: false });
  });

  it.each<[string, () => [Record<string, string>, string?], string]>([
    [
      'a wrong secret',
      () => [{}, basic(`${known.client_id}:guess`)],
      'The client secret is missing or wrong.',
    ],
    ['a missing secret', () => [{ client_id: known.client_id }], 'The client secret is missing or wrong.'],
    [
      'a secret from a client that has none',
      () => [{ client_id: open.client_id, client_secret: 'x' }],
      'This client has no secret: do not send one.',
    ],
    ['a value that is not base64', () => [{}, 'Basic !!!'], 'The Authorization header must be HTTP Basic.'],
    ['a value without a colon', () => [{}, basic('alone')], 'The Authorization header must be HTTP Basic.'],
    ['another scheme', () => [{}, 'Digest abc'], 'The Authorization header must be HTTP Basic.'],
    ['malformed encoding', () => [{}, basic('%:x')], 'The Authorization header is not form-encoded.'],
  ])('refuses %s and gives the reason', async (_what, attempt, sentence) => {
    const [form, authorization] = attempt();
    await expect(ask(form, authorization)).rejects.toMatchObject({
      code: 'invalid_client',
      message: sentence,
      headers: authorization === undefined ? {} : { 'www-authenticate': expect.stringMatching(/^Basic /) },
    });
  });

  it('refuses the derived secret from a client that was not issued one', async () => {
    const { client_id: id } = open;
    const secret = await clientSecret(id, world.sealer);
    const refused = { code: 'invalid_client', message: 'This client has no secret: do not send one.' };
    await expect(ask({ client_id: id, client_secret: secret })).rejects.toMatchObject(refused);
    await expect(ask({}, basic(`${id}:${secret}`))).rejects.toMatchObject(refused);
  });

  it.each<[string, () => [Record<string, string>, string?], string]>([
    ['a missing client', () => [{}], 'The client_id is missing.'],
    [
      'a secret sent in two places',
      () => [{ client_secret: 'x' }, basic(`${known.client_id}:${known.client_secret}`)],
      'Send the client secret only once: in the Authorization header or in the body.',
    ],
    [
      'two different client ids',
      () => [{ client_id: open.client_id }, basic(`${known.client_id}:${known.client_secret}`)],
      'The client_id differs from the one in the Authorization header.',
    ],
  ])('refuses %s as a bad request', async (_what, attempt, sentence) => {
    await expect(ask(...attempt())).rejects.toMatchObject({
      code: 'invalid_request',
      message: sentence,
      headers: {},
    });
  });
});
