// Written by `npm run generate` from src/config/list-problems.ts. Do not edit.

// src/base/text/guid.ts
var guidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
function isGuid(text) {
  return guidPattern.test(text);
}

// src/base/text/parse-url.ts
function parseUrl(text) {
  try {
    return new URL(text);
  } catch {
    return void 0;
  }
}

// src/config/allowed-clients.ts
function readAllowedClients(entries) {
  const declared = /* @__PURE__ */ new Map();
  for (const entry of entries) {
    const cut = entry.indexOf('=');
    if (cut < 0) continue;
    const id = entry.slice(0, cut);
    declared.set(id, [...(declared.get(id) ?? []), entry.slice(cut + 1)]);
  }
  const classes = entries.filter((entry) => !entry.includes('='));
  return { classes: classes.map((entry) => normaliseClient(entry, { declared })), declared };
}
function normaliseClient(entry, { declared }) {
  const isId = declared.has(entry) || /^[\w-]{43}$/.test(entry) || /^https:\/\/[^/]+\/./.test(entry);
  return isId ? entry : entry.toLowerCase();
}
function allowedClientProblems(entries) {
  const { declared } = readAllowedClients(entries);
  const halves = [...declared].some(([id, uris]) => id === '' || !uris.every((uri) => URL.canParse(uri)));
  return halves
    ? ['ALLOWED_CLIENTS has an incomplete entry: write both parts as <id>=<redirect URI>, without spaces.']
    : [];
}

// src/config/loopback.ts
function isLoopback(hostname) {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

// src/config/origins.ts
function canonicalOrigin(given) {
  const text = given.toLowerCase();
  const url = text.length <= 300 ? parseUrl(text) : void 0;
  if (url === void 0) return void 0;
  if (url.username !== '' || url.password !== '' || !isBare(text)) return void 0;
  if (url.protocol === 'http:' || url.protocol === 'https:') return url.origin;
  return /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9._~-]+(?::\d{1,5})?\/?$/.test(text) && !isLocal.has(url.protocol)
    ? text.replace(/\/$/, '')
    : void 0;
}
var isLocal = /* @__PURE__ */ new Set([
  'file:',
  'data:',
  'blob:',
  'about:',
  'javascript:',
  'ws:',
  'wss:',
  'ftp:',
]);
function isBare(text) {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\@*\s]+\/?$/.test(text);
}

// src/config/list-problems.ts
function listProblems(settings) {
  const declared = settings.ALLOWED_CLIENTS.filter((entry) => entry.includes('='));
  const classes = settings.ALLOWED_CLIENTS.filter((entry) => !entry.includes('='));
  const ids = readAllowedClients(settings.ALLOWED_CLIENTS).declared;
  const denied = settings.DENIED_CLIENTS.filter((entry) => !ids.has(entry));
  return [
    ...firstProblem('ALLOWED_TENANTS', settings.ALLOWED_TENANTS, tenantProblem),
    ...firstProblem('ALLOWED_DIRECT_CLIENTS', settings.ALLOWED_DIRECT_CLIENTS, applicationProblem),
    ...firstProblem('ALLOWED_REDIRECT_URIS', settings.ALLOWED_REDIRECT_URIS, redirectRuleProblem),
    ...allowedClientProblems(settings.ALLOWED_CLIENTS),
    ...firstProblem('ALLOWED_CLIENTS', declared, declaredClientProblem, settings.ALLOWED_CLIENTS),
    ...firstProblem('ALLOWED_CLIENTS', classes, classProblem, settings.ALLOWED_CLIENTS),
    ...firstProblem('DENIED_CLIENTS', denied, deniedClientProblem, settings.DENIED_CLIENTS),
    ...firstProblem('ALLOWED_ORIGINS', settings.ALLOWED_ORIGINS, originProblem),
    ...emptyListProblem('TOOLSETS', settings.TOOLSETS),
    ...emptyListProblem('ENABLED_TOOLS', settings.ENABLED_TOOLS),
  ];
}
function firstProblem(setting, entries, problemOf, all = entries) {
  for (const entry of entries) {
    const problem = problemOf(entry);
    if (problem !== void 0) return [`${setting}: entry ${all.indexOf(entry) + 1} ${problem}`];
  }
  return [];
}
function emptyListProblem(setting, entries) {
  return entries.length > 0 ? [] : [`${setting} contains no names: use all, or names separated by commas.`];
}
var tenantProblem = (entry) =>
  isGuid(entry) ? void 0 : 'is not a GUID. Use the tenant id that Entra shows, not a domain name.';
var applicationProblem = (entry) =>
  isGuid(entry) ? void 0 : 'is not a GUID. Use the client id that Entra shows for the application.';
var redirectRuleProblem = (entry) => {
  if (!entry.endsWith('*')) return redirectUriProblem(entry);
  const prefix = entry.slice(0, -1);
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]+\//.test(prefix)
    ? redirectUriProblem(prefix)
    : 'has a * too early. It must follow the host and a slash, such as https://chat.contoso.com/oauth/*.';
};
function redirectUriProblem(uri) {
  if (uri.includes('*')) return 'has a * that is not at its end. Write one entry for each redirect URI.';
  const url = parseUrl(uri);
  if (url === void 0 || /^[^:]*:\d/.test(uri) || uri.includes('#'))
    return 'is not a redirect URI. Write the whole URI, such as https://chat.contoso.com/oauth/callback.';
  const { protocol, hostname, host } = url;
  if (protocol === 'http:' && !isLoopback(hostname))
    return 'begins with http://, which is accepted only on localhost. Use https://.';
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && !uri.startsWith(`${protocol}//${host}`)
    ? 'must have its scheme and host in lower case, the form in which redirect URIs are compared.'
    : void 0;
}
var declaredClientProblem = (entry) => {
  const uri = entry.slice(entry.indexOf('=') + 1);
  return URL.canParse(uri) ? redirectUriProblem(uri) : void 0;
};
var originProblem = (entry) =>
  canonicalOrigin(entry) === void 0
    ? 'is not an origin. Use only scheme and host, such as https://tools.contoso.com or app://localhost; *, null and paths are not origins.'
    : void 0;
var CLASSES =
  "Use the host of the client's redirect URI such as claude.ai, localhost for programs on the user's own machine, or the origin of the client's metadata document such as https://claude.ai, without a path, quotation marks, the port 443 or *.";
var classProblem = (entry) => {
  if (/^(?:any|all|\*)$/i.test(entry))
    return 'is not a client class. To allow every client, leave ALLOWED_CLIENTS empty.';
  return isClientClass(entry) ? void 0 : `is not a client class. ${CLASSES}`;
};
var deniedClientProblem = (entry) => {
  if (isClientClass(entry)) return void 0;
  const url = entry.startsWith('https://') ? parseUrl(entry) : void 0;
  if (url !== void 0 && url.pathname !== '/' && url.href === entry) return void 0;
  return `is neither a client class nor a client id from the audit trail. ${CLASSES}`;
};
var hostAndPort = /^(?:[\w.~-]*|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
function isClientClass(entry) {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(entry)?.[1]?.toLowerCase();
  const rest = scheme === void 0 ? entry : entry.slice(scheme.length + 3);
  if (scheme === 'http' || !hostAndPort.test(rest) || rest.endsWith(':443')) return false;
  return scheme !== void 0 || !isLoopback(hostOf(rest)) || rest.toLowerCase() === 'localhost';
}
function hostOf(text) {
  return parseUrl(`http://${text}`)?.hostname ?? text;
}
export { isClientClass, listProblems };
