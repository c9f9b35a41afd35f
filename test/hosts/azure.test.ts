import azure, { type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { expect, it, vi } from 'vitest';

import { readConfig } from '../../src/config/config.ts';
import { createAzureHost } from '../../src/hosts/azure/azure-host.ts';
import type { App } from '../../src/http/request-context.ts';
import { redirect } from '../../src/http/response/respond.ts';
import { porticoOf } from '../kit/small-portico.ts';

const guid = '11111111-1111-4111-8111-111111111111';
const settings = {
  WEBSITE_HOSTNAME: 'portico.azurewebsites.net',
  ENTRA_TENANT_ID: guid,
  ENTRA_CLIENT_ID: guid,
  KEY_VAULT_URL: 'https://vault.example',
  TRUSTED_PROXY_HOPS: '1',
};

const hostOf = (app: App, env: Record<string, string> = settings) =>
  createAzureHost({ read: () => readConfig(env), create: () => porticoOf(app) });

const context = (): InvocationContext =>
  new azure.InvocationContext({ invocationId: 'invocation-1', logHandler: () => {} });

type Sent = { method?: string; path?: string; body?: string; headers?: Record<string, string> };

const invoke = (app: App, { method = 'GET', path = '/', body, headers }: Sent = {}, env = settings) => {
  const request = new azure.HttpRequest({
    method,
    url: `https://portico.azurewebsites.net${path}`,
    ...(headers && { headers }),
    ...(body !== undefined && { body: { string: body } }),
  });
  return hostOf(app, env).answer(request, context());
};

const text = ({ body }: HttpResponseInit) => new TextDecoder().decode(body as Uint8Array | undefined);

/** Responds with the request that it received, as JSON. */
const echo: App = async (request, { requestId, address, traceparent }) =>
  Response.json({
    method: request.method,
    url: request.url,
    body: await request.text(),
    type: request.headers.get('content-type'),
    requestContext: { requestId, address, traceparent },
  });

it('the Azure host passes the method, body and headers on unchanged', async () => {
  const answer = await invoke(echo, {
    method: 'POST',
    path: '/token',
    body: 'a=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': '203.0.113.9:4711' },
  });
  expect(answer.status).toBe(200);
  expect(JSON.parse(text(answer))).toEqual({
    method: 'POST',
    url: 'https://portico.azurewebsites.net/token',
    body: 'a=1',
    type: 'application/x-www-form-urlencoded',
    requestContext: { requestId: 'invocation-1', address: '203.0.113.9' },
  });
});

it('the Azure host keeps repeated query keys separate', async () => {
  const answer = await invoke(echo, { path: '/authorize?scope=a&scope=b' });
  expect(JSON.parse(text(answer)).url).toContain('?scope=a&scope=b');
});

it('the Azure host sends two cookies as separate cookies', async () => {
  const cookies = [
    '__Host-a=1.x-y_z; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure',
    'b=; Path=/; Max-Age=0',
  ];
  const answer = await invoke(async () => redirect('https://login.example/?a=b', cookies));
  expect(answer).toMatchObject({ status: 302, headers: { location: 'https://login.example/?a=b' } });
  expect(answer.cookies).toEqual([
    {
      name: '__Host-a',
      value: '1.x-y_z',
      path: '/',
      maxAge: 600,
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
    },
    { name: 'b', value: '', path: '/', maxAge: 0, httpOnly: false, secure: false },
  ]);
  expect(answer.headers).not.toHaveProperty('set-cookie');
});

it('the Azure host sends no body with a status that does not allow a body', async () => {
  const answer = await invoke(async () => new Response(null, { status: 204 }));
  expect(answer).toMatchObject({ status: 204 });
  expect(answer).not.toHaveProperty('body');
});

it('the Azure host copies a body only when the app reads it, up to the limit', async () => {
  const reading: App = async (request) => new Response(await request.text());
  const body = 'x'.repeat(4 * 1024 * 1024);
  const largest = await invoke(reading, { method: 'POST', body });
  expect(text(largest)).toBe(body);
  const tooLarge = await invoke(reading, { method: 'POST', body: `${body}x` });
  expect(tooLarge.status).toBe(413);
  const incoming = new azure.HttpRequest({
    method: 'POST',
    url: 'https://portico.azurewebsites.net/mcp',
    body: { string: body },
  });
  const refused = await hostOf(async () => new Response('', { status: 401 })).answer(incoming, context());
  expect([refused.status, incoming.bodyUsed]).toEqual([401, false]);
});

it('the Azure host always responds, and never reveals internal details', async () => {
  const answer = await invoke(async () => {
    throw new TypeError('token=secret');
  });
  expect(answer.status).toBe(500);
  expect(text(answer)).toContain('invocation-1');
  expect(text(answer)).not.toContain('secret');
});

it('the Azure host reports that it is alive even if the settings are wrong, and says what to correct in every other response', async () => {
  const wrong = { ...settings, ENTRA_TENANT_ID: 'nonsense' };
  const alive = await invoke(echo, { path: '/healthz' }, wrong);
  expect(alive.status).toBe(200);
  const call = await invoke(echo, { method: 'POST', path: '/mcp', body: '{}' }, wrong);
  expect(call.status).toBe(503);
  expect(JSON.parse(text(call)).problems).toEqual(['ENTRA_TENANT_ID must be a GUID.']);
});

it('the Azure host creates Portico once, and again only after a failure', async () => {
  const create = vi.fn(() => porticoOf(echo));
  create.mockImplementationOnce(() => {
    throw new Error('not yet');
  });
  const host = createAzureHost({ read: () => readConfig(settings), create });
  const get = () =>
    host.answer(new azure.HttpRequest({ method: 'GET', url: 'https://x.example/' }), context());
  const statuses = [(await get()).status, (await get()).status, (await get()).status];
  expect(statuses).toEqual([500, 200, 200]);
  expect(create).toHaveBeenCalledTimes(2);
});

it('the Azure host deletes expired data when the timer fires, except while the settings are wrong', async () => {
  const purge = vi.fn(async () => {});
  const create = () => ({ ...porticoOf(echo), purge });
  await createAzureHost({ read: () => readConfig({}), create }).purge();
  expect(purge).not.toHaveBeenCalled();
  await createAzureHost({ read: () => readConfig(settings), create }).purge();
  expect(purge).toHaveBeenCalledOnce();
});
