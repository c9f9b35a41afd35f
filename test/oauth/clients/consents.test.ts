import { beforeEach, describe, expect, it } from 'vitest';

import { consentId, createConsents, type Consents } from '../../../src/oauth/clients/consents.ts';
import { personPartition } from '../../../src/state/person-partition.ts';
import { createWorld, type World } from '../../kit/oauth/oauth-world.ts';
import { personNamed } from '../../kit/people/named-people.ts';

const client = (name: string) => ({ class: 'localhost', id: name });

let world: World;
let partition: string;
let consents: Consents;
let person: Awaited<ReturnType<World['verify']>>;
beforeEach(async () => {
  world = createWorld();
  person = await world.verify(world.shared.entra.tokenFor(personNamed('ana.silva')), 'sealed');
  partition = personPartition(person);
  consents = createConsents(world);
});

const seconds = () => Math.floor(world.now() / 1_000);
const rows = async () => (await world.store.list('consents')).rows;

/** Replaces the row with a row in a format that this version of Portico does not write. */
async function spoil(name: string): Promise<void> {
  const place = { table: 'consents', partition, id: consentId(client(name)) } as const;
  const etag = (await world.store.get(place))?.etag ?? '';
  await world.store.replace(place, { value: { v: 1, since: 'long ago' }, expiresAt: 4e9 }, etag);
}

describe('a consent', () => {
  it('is stored for 180 days after it was last given', async () => {
    await consents.remember(person, client('one'));
    expect(await rows()).toMatchObject([{ expiresAt: seconds() + 180 * 24 * 3_600 }]);
    world.shared.clock.ms += 60_000;
    await consents.remember(person, client('one'));
    expect(await rows()).toMatchObject([{ expiresAt: seconds() + 180 * 24 * 3_600 }]);
  });

  it('has no date if its row is unreadable, and gets a date when the consent is given again', async () => {
    await consents.remember(person, client('one'));
    await spoil('one');
    expect(await consents.since(partition)).toEqual(new Map());
    await consents.remember(person, client('one'));
    expect(await consents.since(partition)).toEqual(new Map([[consentId(client('one')), seconds()]]));
  });

  it('stays withdrawn if the user withdraws it during a new sign-in', async () => {
    const store = { ...world.store, insert: async () => false };
    await createConsents({ ...world, store }).remember(person, client('one'));
    expect(await rows()).toEqual([]);
  });
});

describe("a user's connected clients", () => {
  const connect = (name: string) => world.families.create(world.families.newKey(partition), client(name));
  const listClients = async () =>
    (await consents.connectedClients(partition)).map(({ client: { id }, since }) => [id, since]);

  it('are sorted by last use', async () => {
    for (const name of ['one', 'two', 'three']) {
      world.shared.clock.ms += 1_000;
      await connect(name);
    }
    expect((await listClients()).map(([id]) => id)).toEqual(['three', 'two', 'one']);
  });

  it('have the date of their sign-in if no consent is stored', async () => {
    await connect('one');
    expect(await listClients()).toEqual([['one', seconds()]]);
  });

  it('do not include a token family that names no client', async () => {
    const [place, at] = [{ table: 'families', partition, id: 'nameless' } as const, seconds()];
    const value = { v: 1, generation: 0, startedAt: at, rotatedAt: at, rotatedFrom: '', revoked: false };
    await world.store.insert(place, { value, expiresAt: at + 60 });
    expect(await listClients()).toEqual([]);
  });
});
