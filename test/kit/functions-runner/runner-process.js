// Runs the built functions as the Azure Functions worker does: provides the module `@azure/functions-core`, loads the
// file that `main` in package.json names, and serves the registered routes over HTTP.
// Usage: node runner-process.js <app folder> <port>; sends { functions, port } to its parent over IPC.
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { routeTable } from './runner-routes.js';

const [folder = '.', port = '0'] = process.argv.slice(2);
const functions = new Map();
const hooks = new Map();
let model;

class Disposable {
  constructor(dispose) {
    this.dispose = dispose ?? (() => {});
  }
  static from(...all) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
}

const core = {
  version: '3.13.0',
  hostVersion: '4.1048.0',
  Disposable,
  log: (level, _category, message) => {
    if (level === 'error' || level === 'critical') process.stderr.write(`${message}\n`);
  },
  registerFunction: (metadata, callback) => {
    const id = metadata.functionId ?? randomUUID();
    functions.set(id, { id, metadata, callback });
    return new Disposable();
  },
  registerHook: (name, callback) => {
    hooks.set(name, [...(hooks.get(name) ?? []), callback]);
    return new Disposable();
  },
  setProgrammingModel: (given) => {
    model = given;
  },
  getProgrammingModel: () => model,
};

// oxlint-disable-next-line typescript/unbound-method -- it is called with the requiring module as `this`
const original = Module.prototype.require;
Module.prototype.require = function lend(id) {
  return id === '@azure/functions-core' ? core : original.call(this, id);
};

for (const file of entries()) await import(pathToFileURL(file).href);
const appHookData = {};
await run('appStart', { hookData: {}, appHookData, functionAppDirectory: folder });
await model?.getCapabilities({});

const triggers = [...functions.values()].map(({ id, metadata, callback }) => {
  const [name, binding] = Object.entries(metadata.bindings).find(([, { type }]) => /trigger$/i.test(type));
  return { id, metadata, callback, triggerName: name, ...binding, name: metadata.name };
});
const find = routeTable(triggers.filter(({ type }) => type === 'httpTrigger'));

const server = createServer((incoming, outgoing) => {
  answer(incoming, outgoing).catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    outgoing.writeHead(500).end();
  });
});
server.listen(Number(port), '127.0.0.1', () => {
  const descriptions = triggers.map(({ name, type, route, methods, authLevel, schedule }) => ({
    name,
    type,
    ...(type === 'httpTrigger' ? { route, methods, authLevel } : { schedule }),
  }));
  process.send?.({ functions: descriptions, port: server.address().port });
});
process.on('disconnect', () => process.exit(0));

function entries() {
  const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const within = join(folder, dirname(main));
  return readdirSync(within)
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(within, file));
}

async function run(name, context) {
  for (const hook of hooks.get(name) ?? []) await hook(context);
}

async function answer(incoming, outgoing) {
  const url = new URL(incoming.url, `http://${incoming.headers.host}`);
  const found = find(url.pathname, incoming.method);
  if (!found) {
    outgoing.writeHead(404).end();
    return;
  }
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { remoteAddress, remotePort } = incoming.socket;
  const before = incoming.headers['x-forwarded-for'];
  // The front end appends the client's address and port to the X-Forwarded-For header that the client sent, if any.
  const forwarded = {
    'x-forwarded-for': [before, `${remoteAddress}:${remotePort}`].filter(Boolean).join(', '),
  };
  const http = {
    method: incoming.method,
    url: url.href,
    nullableHeaders: nullable({ ...incoming.headers, ...forwarded }),
    // The real host joins the values of a repeated key in this object, so code under test must read them from the URL.
    nullableQuery: nullable(Object.fromEntries(url.searchParams)),
    nullableParams: nullable(found.parameters),
    ...(chunks.length > 0 && { body: { bytes: Buffer.concat(chunks) } }),
  };
  const response = await invoke(found.trigger, http, incoming.headers.traceparent);
  const headers = Object.entries(response.headers ?? {}).flat();
  for (const cookie of response.cookies ?? []) headers.push('set-cookie', cookieLine(cookie));
  const bytes = Buffer.from(response.body?.bytes ?? response.body?.string ?? '');
  outgoing.writeHead(Number(response.statusCode ?? 204), headers).end(bytes);
}

async function invoke(trigger, http, traceParent) {
  const invocationId = randomUUID();
  const request = {
    invocationId,
    functionId: trigger.id,
    inputData: [{ name: trigger.triggerName, data: { http } }],
    triggerMetadata: {},
    traceContext: { traceParent, traceState: '', attributes: {} },
  };
  const { metadata, callback } = trigger;
  const invocation = await model.getInvocationModel({ invocationId, request, metadata, log: core.log });
  const { context, inputs } = await invocation.getArguments();
  const shared = { hookData: {}, appHookData, invocationContext: context, inputs };
  const before = { ...shared, functionHandler: callback, functionCallback: callback };
  await run('preInvocation', before);
  const after = { ...shared, result: null, error: null };
  after.result = await invocation.invokeFunction(context, before.inputs, before.functionCallback);
  await run('postInvocation', after);
  const { returnValue, outputData } = await invocation.getResponse(context, after.result);
  return returnValue?.http ?? outputData?.find(({ data }) => data?.http)?.data.http ?? {};
}

function nullable(record) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, { value }]));
}

function cookieLine(cookie) {
  const value = (field) => (typeof field === 'object' && field !== null ? field.value : field);
  const parts = [`${cookie.name}=${encodeURIComponent(cookie.value)}`];
  if (value(cookie.path)) parts.push(`Path=${value(cookie.path)}`);
  if (value(cookie.maxAge) !== undefined) parts.push(`Max-Age=${value(cookie.maxAge)}`);
  if (value(cookie.httpOnly)) parts.push('HttpOnly');
  if (value(cookie.secure)) parts.push('Secure');
  if (cookie.sameSite && cookie.sameSite !== 'none') parts.push(`SameSite=${cookie.sameSite}`);
  return parts.join('; ');
}
