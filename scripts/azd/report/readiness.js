import { Stop } from '../base/stop.js';
import { pollUntil } from '../base/waiting.js';

/** A new role assignment can take up to ten minutes to take effect. */
const pace = { everyMs: 10_000, limitMs: 15 * 60_000 };
/** The wait for a custom domain is shorter, because the domain's owner may still have to create the DNS records. */
const domainPace = { everyMs: 10_000, limitMs: 60_000 };
const DEADLINE_MS = 20_000;
const NO_ANSWER = 'there is no response yet.';

/**
 * Waits until the app reports that it is ready. Prints the list of what is missing each time it changes. Requests go to
 * the app on Azure, or to the custom domain or gateway if the app accepts requests only from there; a domain or gateway
 * that does not lead to Portico yet is not a failure.
 * @param {import('../hook.js').HookContext} context
 */
export async function waitUntilReady({ env, fetch, print, sleep, now }) {
  const isBehind = Boolean(env.CUSTOM_DOMAIN || env.GATEWAY_ADDRESSES);
  const origin = (isBehind ? '' : env.APP_ORIGIN) || env.PORTICO_URL || '';
  const url = `${origin}/readyz`;
  let printed = '';
  const ask = async () => {
    const problems = await findProblems(fetch, url);
    if (problems === undefined) return true;
    if (problems !== printed) print(`Waiting: ${problems}`);
    printed = problems;
    return undefined;
  };
  const time = { sleep, now };
  if (await pollUntil(time, isBehind ? domainPace : pace, ask)) return;
  if (isBehind && printed === NO_ANSWER) {
    print(`${origin} does not lead to Portico yet. Once it does, run: azd hooks run postdeploy`);
    return;
  }
  if (isBehind && (await pollUntil(time, pace, ask))) return;
  throw new Stop(
    `Portico is deployed but not ready (${printed}) Open ${url} to see what is missing. Once it is fixed, run: azd hooks run postdeploy`,
  );
}

/**
 * Returns what is missing, or undefined if the app is ready.
 * @param {typeof globalThis.fetch} fetch @param {string} url
 */
async function findProblems(fetch, url) {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(DEADLINE_MS) });
    const answer = await response.json().catch(() => undefined);
    if (response.ok && answer?.status === 'ready') return undefined;
    const problems = Array.isArray(answer?.problems) ? answer.problems.join(' ') : '';
    return problems || `it responds with status ${response.status}.`;
  } catch {
    return NO_ANSWER;
  }
}
