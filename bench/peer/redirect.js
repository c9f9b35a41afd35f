// Loaded before the peer. Sends the peer's requests for Microsoft to the stand-ins instead, and changes nothing else.
const entra = process.env.BENCH_ENTRA ?? '';
const graph = process.env.BENCH_GRAPH ?? '';
const upstreams = new Map([
  ['https://login.microsoftonline.com', entra],
  ['https://graph.microsoft.com', graph],
]);
const original = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const given = input instanceof Request ? input.url : String(input);
  const url = new URL(given);
  const upstream = upstreams.get(url.origin);
  if (upstream === undefined) throw new TypeError(`no route to ${url.origin}`);
  const target = upstream + url.pathname + url.search;
  const response = await original(input instanceof Request ? new Request(target, input) : target, init);
  if (upstream !== entra || !url.pathname.includes('/.well-known/')) return response;
  // The metadata contains the stand-in's origin, but the peer expects Microsoft's origin.
  const text = (await response.text()).replaceAll(entra, url.origin);
  return new Response(text, { status: response.status, headers: { 'content-type': 'application/json' } });
};
