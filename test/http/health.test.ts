import { expect, it, vi } from 'vitest';

import { HttpError, UnavailableError } from '../../src/errors.ts';
import { createReadiness, healthz, readyz } from '../../src/http/health.ts';

const works = async () => {};
const fails = (error: Error) => async () => {
  throw error;
};

it('/healthz reports that the server is alive, regardless of its dependencies', async () => {
  expect((await healthz()).status).toBe(200);
});

it('/readyz reports that the server is ready when every check passes', async () => {
  const readiness = createReadiness([{ name: 'Entra', run: works }], Date.now);
  const response = await readyz(readiness);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ready', problems: [] });
});

it('/readyz reports what is missing, but not why', async () => {
  const checks = [
    { name: 'The seal root', run: fails(new UnavailableError('Key Vault')) },
    { name: 'Entra', run: fails(new Error('secret detail')) },
    { name: 'State', run: works },
  ];
  const response = await readyz(createReadiness(checks, Date.now));
  expect(response.status).toBe(503);
  const { problems } = (await response.json()) as { problems: string[] };
  expect(problems).toEqual([
    'The seal root: Key Vault cannot be reached at the moment; try again shortly.',
    'Entra is not ready.',
  ]);
});

it('/readyz repeats the message that says what the operator has to do', async () => {
  const missing = new HttpError(503, 'The secret seal-root has no enabled version: create one.');
  const readiness = createReadiness([{ name: 'The seal root', run: fails(missing) }], Date.now);
  expect((await readiness()).problems).toEqual([
    'The seal root: The secret seal-root has no enabled version: create one.',
  ]);
});

it('/readyz checks dependencies again if the clock has been set back', async () => {
  let now = 3_600_000;
  const run = vi.fn(works);
  const readiness = createReadiness([{ name: 'Entra', run }], () => now);
  await readiness();
  now -= 600_000;
  await readiness();
  expect(run).toHaveBeenCalledTimes(2);
});

it('/readyz checks dependencies once for all probes within two seconds', async () => {
  let now = 1_000_000;
  const run = vi.fn(works);
  const readiness = createReadiness([{ name: 'Entra', run }], () => now);
  await Promise.all([readiness(), readiness()]);
  now += 1_999;
  await readiness();
  expect(run).toHaveBeenCalledOnce();
  now += 2;
  await readiness();
  expect(run).toHaveBeenCalledTimes(2);
});
