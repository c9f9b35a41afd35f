import { describe, expect, it } from 'vitest';

import { createWorld, secondInstance } from '../../kit/oauth/oauth-world.ts';
import { refreshRequest, signedIn, tokens } from '../flow.ts';
import { play, scenarios } from './refresh-scenarios.ts';

describe('a refresh token family', () => {
  it.each(scenarios)('accepts or refuses each token as the scenario expects: $name', async (scenario) => {
    const one = createWorld();
    await play(scenario, [one, secondInstance(one)]);
  });

  it('keeps a client signed in if it sends the previous token 50 times at once, hours later', async () => {
    const one = createWorld();
    const two = secondInstance(one);
    const first = await signedIn(one);
    const refresh = (token: string, at = one) => tokens(at, refreshRequest(first.clientId, token));
    await refresh(first.refresh_token);
    one.shared.clock.ms += 3 * 3_600_000;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => refresh(first.refresh_token, index % 2 === 0 ? one : two)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const uses = [one, two].flatMap(({ facts }) => facts.flatMap(({ refresh: used }) => used?.use ?? []));
    expect(uses.filter((use) => use === 'late')).toHaveLength(1);
    one.shared.clock.ms += 3_600_000;
    for (const { refresh_token: token } of answers.slice(-2)) expect((await refresh(token)).status).toBe(200);
  });

  it('audits every use with its age, address and user, without any token', async () => {
    const world = createWorld();
    const first = await signedIn(world);
    const request = refreshRequest(first.clientId, first.refresh_token);
    world.shared.clock.ms += 3_600_000;
    const answers = [await tokens(world, request.clone())];
    world.shared.clock.ms += 90_000;
    answers.push(await tokens(world, request.clone(), { ...world.requestContext, address: '198.51.100.99' }));
    const audited = world.facts.slice(-2);
    expect(audited.map(({ refresh }) => refresh)).toEqual([
      { use: 'current', ageSeconds: 3_600, address: 'same' },
      { use: 'late', ageSeconds: 90, address: 'other' },
    ]);
    for (const fact of audited) {
      expect(fact).toMatchObject({
        phase: 'outcome',
        outcome: 'success',
        caller: { oid: world.shared.entra.person.oid },
        client: { class: 'localhost' },
        action: { tool: 'oauth', operation: 'refresh' },
      });
      for (const { access_token: access, refresh_token: refresh } of answers) {
        expect(JSON.stringify(fact)).not.toContain(access);
        expect(JSON.stringify(fact)).not.toContain(refresh);
      }
    }
  });
});
