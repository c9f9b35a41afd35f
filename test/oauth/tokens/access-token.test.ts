import { describe, expect, it } from 'vitest';

import { OAuthError, UnavailableError } from '../../../src/errors.ts';
import { createAuthenticator } from '../../../src/oauth/tokens/access-token.ts';
import { codeRequest, obtainCode, registerClient, signedIn, tokens } from '../flow.ts';
import { breakTables, createWorld, secondInstance } from '../../kit/oauth/oauth-world.ts';
import { personNamed } from '../../kit/people/named-people.ts';

const DIRECT = 'aebc6443-996d-45c2-90f0-388ff96faa56';

describe('an access token', () => {
  it('identifies the caller and the client, and states the permitted toolsets', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const admission = await world.authenticate(session.access_token);
    expect(await secondInstance(world).authenticate(session.access_token)).toEqual(admission);
    expect(admission.caller).toMatchObject({
      scopes: ['access_as_user'],
      grant: 'code',
      ceiling: { toolsets: 'all', readOnly: false },
      selection: { preset: 'default', readOnly: false },
    });
  });

  it('is verified once and cached', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const before = world.shared.entra.calls.verify;
    for (let i = 0; i < 5; i++) {
      await world.authenticate(session.access_token);
    }
    expect(world.shared.entra.calls.verify - before).toBe(1);
  });

  it('is cached until the millisecond in which it expires', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    await world.authenticate(session.access_token);
    const { calls } = world.shared.entra;
    const before = calls.verify;
    world.shared.clock.ms += session.expires_in * 1_000 - 1;
    await world.authenticate(session.access_token);
    expect(calls.verify).toBe(before);
    world.shared.clock.ms += 1;
    await world.authenticate(session.access_token);
    expect(calls.verify).toBe(before + 1);
  });

  it('is valid until it expires, cached or not', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    await world.authenticate(session.access_token);
    world.shared.clock.ms += 54 * 60_000;
    await expect(world.authenticate(session.access_token)).resolves.toBeDefined();
    world.shared.clock.ms += 3 * 60_000;
    await expect(world.authenticate(session.access_token)).rejects.toMatchObject({ code: 'invalid_token' });
    await expect(secondInstance(world).authenticate(session.access_token)).rejects.toThrow();
  });

  it.each([
    ['empty', ''],
    ['a word', 'garbage'],
    ['three words', 'a.b.c'],
    ['five words', 'a.b.c.d.e'],
    ['two empty objects without a signature', 'e30.e30.'],
    ['20,000 characters long', 'x'.repeat(20_000)],
  ])('is refused if it is malformed: %s', async (_, token) => {
    const world = createWorld();
    await expect(world.authenticate(token)).rejects.toMatchObject({ code: 'invalid_token', status: 401 });
    expect(world.shared.entra.calls.verify).toBe(0);
  });

  it('is refused if it was altered or is a sealed token of another kind', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const changed = session.access_token.replace(/\.([^.])([^.]+)$/, (_all, first: string, rest: string) => {
      return `.${first === 'A' ? 'B' : 'A'}${rest}`;
    });
    const { client_id: registration } = await registerClient(world);
    for (const token of [session.refresh_token, registration, changed]) {
      await expect(world.authenticate(token)).rejects.toMatchObject({ code: 'invalid_token' });
    }
    await expect(world.authenticate(session.access_token)).resolves.toBeDefined();
  });

  it('is refused by an installation with a different seal root or origin', async () => {
    const session = await signedIn(createWorld());
    await expect(createWorld().authenticate(session.access_token)).rejects.toThrow();
    const world = createWorld();
    const here = await signedIn(world);
    const moved = createWorld({ shared: world.shared, env: { PUBLIC_URL: 'https://other.contoso.example' } });
    await expect(moved.authenticate(here.access_token)).rejects.toMatchObject({ code: 'invalid_token' });
  });

  it('is refused if its claims do not match the Entra token inside it', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const claims = await world.sealer.open('access', session.access_token);
    const reseal = (different: Record<string, unknown>) => {
      const { exp: _exp, iat: _iat, aud: _aud, jti: _jti, ...own } = claims;
      return world.sealer.seal('access', { ...own, ...different }, 600);
    };
    await expect(world.authenticate(await reseal({}))).resolves.toBeDefined();
    const somebody = world.shared.entra.tokenFor(personNamed('ben.okafor'));
    for (const different of [
      { t: somebody },
      { resource: 'https://other.example/mcp' },
      { family: 'x' },
      { v: 2 },
    ]) {
      await expect(world.authenticate(await reseal(different))).rejects.toMatchObject({
        code: 'invalid_token',
      });
    }
  });

  it('is refused on every instance within 10 s after its token family is revoked', async () => {
    const one = createWorld();
    const two = secondInstance(one);
    const session = await signedIn(one);
    await two.authenticate(session.access_token);
    const claims = await one.sealer.open('access', session.access_token);
    await one.families.revoke({ partition: String(claims['partition']), id: String(claims['family']) });
    await expect(one.authenticate(session.access_token)).rejects.toThrow();
    one.shared.clock.ms += 10_000;
    await expect(two.authenticate(session.access_token)).rejects.toMatchObject({ code: 'invalid_token' });
  });

  it('causes one look-up every 10 s, even for parallel callers', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    let lookUps = 0;
    const get = world.store.get.bind(world.store);
    world.store.get = (place) => {
      lookUps += 1;
      return get(place);
    };
    await Promise.all(Array.from({ length: 20 }, () => world.authenticate(session.access_token)));
    expect(lookUps).toBe(1);
    world.shared.clock.ms += 10_000;
    await world.authenticate(session.access_token);
    expect(lookUps).toBe(2);
  });

  it('is accepted for ten minutes while the tables are down if its token family was valid', async () => {
    const world = createWorld();
    const known = await signedIn(world);
    const unknown = await signedIn(world);
    await world.authenticate(known.access_token);
    const restore = breakTables(world, 'get');
    world.shared.clock.ms += 9 * 60_000;
    await expect(world.authenticate(known.access_token)).resolves.toBeDefined();
    await expect(world.authenticate(unknown.access_token)).rejects.toBeInstanceOf(UnavailableError);
    world.shared.clock.ms += 70_000;
    await expect(world.authenticate(known.access_token)).rejects.toBeInstanceOf(UnavailableError);
    restore();
    await expect(world.authenticate(known.access_token)).resolves.toBeDefined();
    await expect(world.authenticate(unknown.access_token)).resolves.toBeDefined();
  });

  it('stays refused while the tables are down if its token family was revoked', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const claims = await world.sealer.open('access', session.access_token);
    await world.families.revoke({ partition: String(claims['partition']), id: String(claims['family']) });
    breakTables(world, 'get');
    world.shared.clock.ms += 60_000;
    await expect(world.authenticate(session.access_token)).rejects.toMatchObject({ code: 'invalid_token' });
  });

  it('expires before a short-lived Entra token, and is not issued if the Entra token is about to expire', async () => {
    const world = createWorld();
    const obtained = await obtainCode(world);
    world.shared.clock.ms += 30_000;
    const { signIn } = world;
    const grants = signIn.redeem.bind(signIn);
    world.signIn.redeem = async (answer) => {
      const grant = await grants(answer);
      return { ...grant, person: { ...grant.person, expiresAt: world.now() / 1_000 + 600 } };
    };
    expect((await tokens(world, codeRequest(obtained))).expires_in).toBe(3_300);
    const short = await tokens(world, codeRequest(await obtainCode(world)));
    expect(short.expires_in).toBe(300);
    world.signIn.redeem = async (answer) => {
      const grant = await grants(answer);
      return { ...grant, person: { ...grant.person, expiresAt: world.now() / 1_000 + 300 } };
    };
    expect((await tokens(world, codeRequest(await obtainCode(world)))).status).toBe(503);
  });
});

describe('a direct Entra token', () => {
  it('is refused if the settings list no direct clients', async () => {
    const world = createWorld();
    const token = `${world.shared.entra.tokenFor(personNamed('ana.silva'))}signature`;
    await expect(world.authenticate(token)).rejects.toMatchObject({ code: 'invalid_token' });
    expect(world.shared.entra.calls.verify).toBe(0);
  });

  it('is verified as a direct token if the settings list its client', async () => {
    const world = createWorld({ env: { ALLOWED_DIRECT_CLIENTS: DIRECT } });
    const person = {
      ...(await world.verify(world.shared.entra.tokenFor(personNamed('ana.silva')), 'sealed')),
      azp: DIRECT,
    };
    const lookUps: string[] = [];
    const authenticate = createAuthenticator({
      ...world,
      verify: async (token, how) => {
        lookUps.push(how);
        if (token !== 'header.claims.signature') throw new OAuthError('invalid_token', 'Not valid.');
        return person;
      },
    });
    const { caller, assertion } = await authenticate('header.claims.signature');
    expect(caller).toMatchObject({
      grant: 'direct',
      client: { class: DIRECT, id: DIRECT },
      ceiling: { toolsets: 'all', readOnly: false },
    });
    expect(assertion.token).toBe('header.claims.signature');
    await expect(authenticate('header.claims.forged')).rejects.toMatchObject({ code: 'invalid_token' });
    expect(lookUps).toEqual(['direct', 'direct']);
  });

  it('is refused if the settings deny its client, even if the client is also listed as a direct client', async () => {
    const env = { ALLOWED_DIRECT_CLIENTS: DIRECT, DENIED_CLIENTS: DIRECT.toUpperCase() };
    const world = createWorld({ env });
    const person = await world.verify(world.shared.entra.tokenFor(personNamed('ana.silva')), 'sealed');
    const authenticate = createAuthenticator({ ...world, verify: async () => ({ ...person, azp: DIRECT }) });
    await expect(authenticate('header.claims.signature')).rejects.toMatchObject({ code: 'invalid_token' });
  });

  it('is cached with up to 10,000 other tokens, and the least recently used token is dropped first', async () => {
    const world = createWorld({ env: { ALLOWED_DIRECT_CLIENTS: DIRECT } });
    const person = await world.verify(world.shared.entra.tokenFor(personNamed('ana.silva')), 'sealed');
    const verified: string[] = [];
    const authenticate = createAuthenticator({
      ...world,
      verify: async (token) => {
        verified.push(token);
        return person;
      },
    });
    const token = (n: number) => `header.claims.${n}`;
    await Promise.all(Array.from({ length: 10_000 }, (_, n) => authenticate(token(n))));
    verified.length = 0;
    await authenticate(token(0));
    expect(verified).toEqual([]);
    for (const n of [10_000, 0, 1]) {
      await authenticate(token(n));
    }
    expect(verified).toEqual([token(10_000), token(1)]);
  });
});
