import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { UnavailableError } from '../../src/errors.ts';
import { nameOf } from '../../src/telemetry/error-fields.ts';
import type { Place, Store } from '../../src/state/store.ts';
import { createTableStore } from '../../src/state/tables.ts';
import { describeStore } from './store-contract.ts';
import { startTableService, type TableService } from './table-service.ts';

const LATER = 4_000_000_000;
const noIdentity = () => Promise.reject(new Error('no identity is needed on loopback'));

describeStore('a store in tables', async () => {
  const service = await startTableService();
  return {
    store: createTableStore({ url: service.url, identity: noIdentity, loopback: true }),
    close: () => service.close(),
  };
});

describe('the table store', () => {
  let service: TableService;
  let store: Store;
  let rows = 0;

  beforeAll(async () => {
    service = await startTableService();
    store = createTableStore({ url: service.url, identity: noIdentity, loopback: true, prefix: 'test' });
    await store.insert(place(), { value: {}, expiresAt: LATER });
  });
  afterEach(() => {
    service.faults.length = 0;
  });
  afterAll(() => service.close());

  const place = (): Place => ({ table: 'families', partition: 'alex', id: `row-${(rows += 1)}` });
  const entry = (n: number) => ({ value: { n }, expiresAt: LATER });
  const impatient = (facts: unknown[] = []): Store =>
    createTableStore({
      url: service.url,
      identity: noIdentity,
      loopback: true,
      prefix: 'test',
      deadlineMs: 200,
      telemetry: {
        request: () => {},
        dependency: (fact) => void facts.push(fact),
        exception: () => {},
        event: () => {},
      },
    });
  const failureOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'no error',
      (error: unknown) => error,
    );

  it('creates a table only on the first insert', async () => {
    const before = service.log.length;
    await store.get({ table: 'challenges', partition: 'a', id: 'b' });
    await store.list('challenges');
    await store.insert({ table: 'challenges', partition: 'a', id: 'b' }, entry(1));
    await store.insert({ table: 'challenges', partition: 'a', id: 'c' }, entry(1));
    const created = service.log.slice(before).filter((line) => line.endsWith('/Tables'));
    expect(created).toHaveLength(1);
    expect(service.log.some((line) => line.includes('/testchallenges'))).toBe(true);
  });

  it('treats an insert as successful if only its response was lost', async () => {
    const at = place();
    service.faults.push({ method: 'POST', fault: 'lose the response' });
    expect(await store.insert(at, entry(1))).toBe(true);
    expect(await store.insert(at, entry(2))).toBe(false);
    expect((await store.get(at))?.value).toEqual({ n: 1 });
  });

  it('treats a replacement as successful if only its response was lost', async () => {
    const at = place();
    await store.insert(at, entry(1));
    const etag = (await store.get(at))?.etag ?? '';
    service.faults.push({ method: 'PUT', fault: 'lose the response' });
    expect(await store.replace(at, entry(2), etag)).toBe(true);
    expect(await store.replace(at, entry(3), etag)).toBe(false);
    expect((await store.get(at))?.value).toEqual({ n: 2 });
  });

  it('gives up at its deadline when there is no response', async () => {
    service.faults.push({ method: 'GET', fault: 'hang' });
    const error = await failureOf(impatient().get(place()));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ dependency: 'Table Storage' });
  });

  it('gives up when the service throttles beyond the deadline, and reports the failure to telemetry', async () => {
    service.faults.push({ method: 'GET', fault: 'throttle' });
    const facts: unknown[] = [];
    expect(await failureOf(impatient(facts).get(place()))).toBeInstanceOf(UnavailableError);
    expect(facts).toMatchObject([{ target: 'Tables', name: 'get families', ok: false }]);
  });

  it('is unavailable when access is refused, and recovers afterwards', async () => {
    service.faults.push({ method: 'GET', fault: 'forbid' });
    const failure = await failureOf(store.get(place()));
    expect(failure).toBeInstanceOf(UnavailableError);
    const { message, cause } = failure as UnavailableError;
    expect(message).toMatch(
      /^Table Storage refuses this server's identity \(HTTP 403\)\. The operator .* roles/,
    );
    expect(nameOf(cause)).toBe('RestError 403');
    expect(await store.get(place())).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>]>([
    ['moved to another key', { partition: 'somebody else' }],
    ['without a value', { value: undefined }],
    ['with a value that is not a JSON object', { value: '[1]' }],
    ['without an expiry', { expiresAt: 'never' }],
  ])('ignores a row %s', async (_, change) => {
    const at = place();
    await store.insert(at, entry(1));
    const name = `testfamilies/${at.partition}/${at.id}`;
    service.entities.set(name, {
      ...service.entities.get(name),
      'expiresAt@odata.type': undefined,
      ...change,
    });
    expect(await store.get(at)).toBeUndefined();
  });

  it('uses plain http only if loopback upstreams are allowed', async () => {
    const closed = createTableStore({
      url: service.url,
      identity: async () => ({
        getToken: async () => ({ token: 't', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
      }),
      loopback: false,
    });
    const before = service.log.length;
    expect(await failureOf(closed.get(place()))).toBeInstanceOf(UnavailableError);
    expect(service.log).toHaveLength(before);
  });
});
