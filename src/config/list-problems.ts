import { isGuid } from '../base/text/guid.ts';
import { parseUrl } from '../base/text/parse-url.ts';
import { allowedClientProblems, readAllowedClients } from './allowed-clients.ts';
import { isLoopback } from './loopback.ts';
import { canonicalOrigin } from './origins.ts';
import type { Settings } from './settings.ts';

/** Returns what is wrong with a list entry, or undefined. The result continues a message such as `entry 2 …`. */
type EntryProblem = (entry: string) => string | undefined;

/**
 * Finds list entries that could never match anything. Without this check, a rule that denies an app would silently
 * deny nothing. The messages do not repeat the entry, which could be a secret pasted into the wrong setting.
 */
export function listProblems(settings: Settings): string[] {
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

/**
 * Reports at most one entry, because one message for each setting is enough. The entry is numbered by its position in
 * `all`.
 */
function firstProblem(
  setting: string,
  entries: readonly string[],
  problemOf: EntryProblem,
  all: readonly string[] = entries,
): string[] {
  for (const entry of entries) {
    const problem = problemOf(entry);
    if (problem !== undefined) return [`${setting}: entry ${all.indexOf(entry) + 1} ${problem}`];
  }
  return [];
}

/** Reports a value such as `,`, which contains no names and would turn everything off. */
function emptyListProblem(setting: string, entries: 'all' | readonly string[]): string[] {
  return entries.length > 0 ? [] : [`${setting} contains no names: use all, or names separated by commas.`];
}

const tenantProblem: EntryProblem = (entry) =>
  isGuid(entry) ? undefined : 'is not a GUID. Use the tenant id that Entra shows, not a domain name.';

const applicationProblem: EntryProblem = (entry) =>
  isGuid(entry) ? undefined : 'is not a GUID. Use the client id that Entra shows for the application.';

/** Redirect URIs are compared as text, with the host in lower case; `*` is special only at the end of an entry. */
const redirectRuleProblem: EntryProblem = (entry) => {
  if (!entry.endsWith('*')) return redirectUriProblem(entry);
  const prefix = entry.slice(0, -1);
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]+\//.test(prefix)
    ? redirectUriProblem(prefix)
    : 'has a * too early. It must follow the host and a slash, such as https://chat.contoso.com/oauth/*.';
};

function redirectUriProblem(uri: string): string | undefined {
  if (uri.includes('*')) return 'has a * that is not at its end. Write one entry for each redirect URI.';
  const url = parseUrl(uri);
  if (url === undefined || /^[^:]*:\d/.test(uri) || uri.includes('#'))
    return 'is not a redirect URI. Write the whole URI, such as https://chat.contoso.com/oauth/callback.';
  const { protocol, hostname, host } = url;
  if (protocol === 'http:' && !isLoopback(hostname))
    return 'begins with http://, which is accepted only on localhost. Use https://.';
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && !uri.startsWith(`${protocol}//${host}`)
    ? 'must have its scheme and host in lower case, the form in which redirect URIs are compared.'
    : undefined;
}

/** Accepts incomplete entries, because `allowedClientProblems` reports them. */
const declaredClientProblem: EntryProblem = (entry) => {
  const uri = entry.slice(entry.indexOf('=') + 1);
  return URL.canParse(uri) ? redirectUriProblem(uri) : undefined;
};

const originProblem: EntryProblem = (entry) =>
  canonicalOrigin(entry) === undefined
    ? 'is not an origin. Use only scheme and host, such as https://tools.contoso.com or app://localhost; *, null and paths are not origins.'
    : undefined;

const CLASSES =
  "Use the host of the client's redirect URI such as claude.ai, localhost for programs on the user's own machine, or the origin of the client's metadata document such as https://claude.ai, without a path, quotation marks, the port 443 or *.";

/** Without this check, `any` would count as a host, and every client would be refused. */
const classProblem: EntryProblem = (entry) => {
  if (/^(?:any|all|\*)$/i.test(entry))
    return 'is not a client class. To allow every client, leave ALLOWED_CLIENTS empty.';
  return isClientClass(entry) ? undefined : `is not a client class. ${CLASSES}`;
};

/**
 * Reports entries that are neither a client class nor a client id. The id of a client with a metadata document is the
 * document's URL.
 */
const deniedClientProblem: EntryProblem = (entry) => {
  if (isClientClass(entry)) return undefined;
  const url = entry.startsWith('https://') ? parseUrl(entry) : undefined;
  if (url !== undefined && url.pathname !== '/' && url.href === entry) return undefined;
  return `is neither a client class nor a client id from the audit trail. ${CLASSES}`;
};

/** Matches a host as it appears in a URL, with an optional port. A private-use scheme can have an empty host. */
const hostAndPort = /^(?:[\w.~-]*|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Returns whether an entry can be a client class: a host, an origin, a private-use scheme with a host, or a simple
 * client id. Classes do not contain the default port.
 */
export function isClientClass(entry: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(entry)?.[1]?.toLowerCase();
  const rest = scheme === undefined ? entry : entry.slice(scheme.length + 3);
  if (scheme === 'http' || !hostAndPort.test(rest) || rest.endsWith(':443')) return false;
  // Every client on the user's own machine has the class localhost.
  return scheme !== undefined || !isLoopback(hostOf(rest)) || rest.toLowerCase() === 'localhost';
}

function hostOf(text: string): string {
  return parseUrl(`http://${text}`)?.hostname ?? text;
}
