import type { RequestListener } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ConfiguredProvider } from '../../src/linked/configured-provider.ts';
import { createExchange } from '../../src/linked/provider-exchange.ts';
import type { ProviderRequest } from '../../src/linked/provider-request.ts';
import { silentTelemetry } from '../../src/telemetry/silent.ts';
import { listen, type Listening } from '../../src/standins/listen.ts';
import { openLinkedWorld, type LinkedWorld } from '../kit/linked/linked-world.ts';

const DEADLINE_MS = 100;

// Garbage collection drops timers that only a combined signal refers to, so these tests trigger collections.
setFlagsFromString('--expose-gc');
const collectMemory = runInNewContext('gc') as () => void;

/** Never responds to /silent. Begins a response to /endless and never ends it. */
const hang: RequestListener = (request, response) => {
  if (request.url === '/endless') response.writeHead(200).write('{');
};

let hanging: Listening;
let world: LinkedWorld;
let provider: ConfiguredProvider;
let collecting: NodeJS.Timeout;
beforeAll(async () => {
  world = await openLinkedWorld();
  hanging = await listen(hang);
  provider = { ...world.provider, api: hanging.origin };
  collecting = setInterval(collectMemory, DEADLINE_MS / 4);
});
afterAll(async () => {
  clearInterval(collecting);
  await hanging.close();
  await world.close();
});

const send = (request: ProviderRequest, signal: AbortSignal) =>
  createExchange(silentTelemetry, DEADLINE_MS)(
    request,
    { provider, owner: { tid: 't', oid: 'o' }, scopes: [], signal, requestId: 'r', onSend: () => {} },
    'token',
  );

describe('a request to a provider that does not finish its response', () => {
  it.each<[string, ProviderRequest['method'], string]>([
    ['/silent', 'GET', 'unchanged'],
    ['/silent', 'POST', 'unknown'],
    ['/endless', 'GET', 'unchanged'],
    ['/endless', 'PUT', 'unknown'],
  ])("ends at its own deadline, before the call's deadline: %s, %s", async (path, method, sideEffect) => {
    const { signal } = new AbortController();
    await expect(send({ method, path }, signal)).rejects.toMatchObject({ code: 'unavailable', sideEffect });
  });

  it.each(['/silent', '/endless'])('ends when the call is stopped: %s', async (path) => {
    const call = new AbortController();
    const sent = send({ method: 'POST', path }, call.signal);
    call.abort();
    await expect(sent).rejects.toMatchObject({ name: 'StoppedError' });
  });
});
