import { readFileSync } from 'node:fs';

import { Stop } from '../base/stop.js';
import { listProblems } from './list-problems.gen.js';
import { checkRules, oneOf, wholeNumber } from './rules.js';

const onOrOff = oneOf(['on', 'off', 'true', 'false'], 'on or off');
const rate = wholeNumber(0, 100_000);
const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * What the app accepts (docs/settings.md). It checks its settings itself, but only once it is deployed, and until a
 * wrong one is corrected, nobody can use it.
 * @type {Record<string, import('./rules.js').Rule>}
 */
const rules = {
  ENTRA_CREDENTIAL: oneOf(['federated', 'certificate', 'secret']),
  ALLOW_GUESTS: onOrOff,
  REGISTRATION_EPOCH: {
    accepts: (value) => time.test(value) && Number.isFinite(Date.parse(value)),
    wanted: 'a time such as 2026-11-21T09:00:00Z',
  },
  DYNAMIC_REGISTRATION: onOrOff,
  CIMD: onOrOff,
  READ_ONLY: onOrOff,
  EXTERNAL_SEND: oneOf(['allow', 'confirm', 'approve', 'deny']),
  GRAPH_BETA: onOrOff,
  LEGACY_TOOL_NAMES: oneOf(['off', 'msgraph-mcp', 'm365-mcp-server', 'spotify']),
  SPOTIFY_CLIENT_ID: {
    accepts: (value) => /^[\w.~-]{1,200}$/.test(value),
    wanted: "the client id of the organisation's Spotify app",
  },
  RATE_LIMIT_PER_PERSON: rate,
  RATE_LIMIT_PER_ADDRESS: rate,
  RATE_LIMIT_FAILURES: rate,
  REQUEST_DEADLINE_SECONDS: wholeNumber(1, 200),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error']),
};

const restrictive = new URL('../../../src/config/restrictive-settings.json', import.meta.url);

/**
 * Without one of these settings, everything still works, but with fewer restrictions or without alerts.
 * @type {readonly string[]}
 */
const unnoticed = [...JSON.parse(readFileSync(restrictive, 'utf8')), 'GATEWAY_ADDRESSES', 'ALERT_EMAILS'];

/**
 * Throws if the app would not start with a setting, or if the misspelt name of a setting would go unnoticed.
 * The app never sees a misspelt setting, because azd passes only the settings that it knows.
 * @param {Pick<import('../hook.js').HookContext, 'env' | 'now'>} context
 */
export function checkAppSettings(context) {
  checkValues(context);
  checkLists(context);
  checkNames(context);
}

/** @param {Pick<import('../hook.js').HookContext, 'env' | 'now'>} context */
function checkValues({ env, now }) {
  const valueOf = (/** @type {string} */ name) => env[name]?.trim() ?? '';
  checkRules(rules, valueOf);
  if (Date.parse(valueOf('REGISTRATION_EPOCH')) > now())
    throw new Stop('REGISTRATION_EPOCH is in the future, so no client could register until then.');
  if (valueOf('LEGACY_TOOL_NAMES') === 'spotify' && valueOf('SPOTIFY_CLIENT_ID') === '')
    throw new Stop('LEGACY_TOOL_NAMES=spotify needs SPOTIFY_CLIENT_ID.');
}

/** `checkToolNames` checks the other two lists. @param {Pick<import('../hook.js').HookContext, 'env'>} context */
function checkLists({ env }) {
  const list = (/** @type {string} */ name) =>
    (env[name] ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  const [problem] = listProblems({
    ALLOWED_TENANTS: list('ALLOWED_TENANTS'),
    ALLOWED_DIRECT_CLIENTS: list('ALLOWED_DIRECT_CLIENTS'),
    ALLOWED_REDIRECT_URIS: list('ALLOWED_REDIRECT_URIS'),
    ALLOWED_CLIENTS: list('ALLOWED_CLIENTS'),
    DENIED_CLIENTS: list('DENIED_CLIENTS'),
    ALLOWED_ORIGINS: list('ALLOWED_ORIGINS'),
    TOOLSETS: 'all',
    ENABLED_TOOLS: 'all',
  });
  if (problem !== undefined) throw new Stop(problem);
}

/** @param {Pick<import('../hook.js').HookContext, 'env'>} context */
function checkNames({ env }) {
  for (const [name, value] of Object.entries(env)) {
    const right = unnoticed.find((one) => comparable(one) === comparable(name));
    if (right !== undefined && right !== name && value?.trim())
      throw new Stop(
        `${name} is not a setting and has no effect. The setting is called ${right}. Set that one, and empty this one: azd env set ${name}=`,
      );
  }
}

/** Leaves out case, punctuation, a final `E` or `S` and the form of the verb. @param {string} name */
function comparable(name) {
  return name
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
    .replace(/^(ALLOW|ENABLE)E?D/, '$1')
    .replace(/^DENIED/, 'DENY')
    .replace(/[ES]+$/, '');
}
