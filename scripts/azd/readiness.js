import { Stop } from './stop.js';
import { pollUntil } from './waiting.js';

/** A right that was just given may take ten minutes to be known everywhere. */
const pace = { everyMs: 10_000, limitMs: 15 * 60_000 };
/** A domain may have to wait for whoever keeps its DNS. */
const domainPace = { everyMs: 10_000, limitMs: 60_000 };
const DEADLINE_MS = 20_000;
const NO_ANSWER = 'there is no answer yet.';

/**
 * Waits until the app says that it can serve. What it lacks meanwhile is printed whenever it changes. A domain that
 * does not lead here yet is no failure.
 * @param {import('./hook.js').HookContext} context
 */
export async function waitUntilReady({ env, fetch, print, sleep, now }) {
  const url = `${env.PORTICO_URL}/readyz`;
  let told = '';
  const ask = async () => {
    const lack = await findProblems(fetch, url);
    if (lack === undefined) return true;
    if (lack !== told) print(`Waiting: ${lack}`);
    told = lack;
    return undefined;
  };
  const time = { sleep, now };
  if (await pollUntil(time, env.CUSTOM_DOMAIN ? domainPace : pace, ask)) return;
  if (env.CUSTOM_DOMAIN && told === NO_ANSWER) {
    print(
      `${env.CUSTOM_DOMAIN} does not lead to Portico yet. Once its DNS records are there: azd hooks run postdeploy`,
    );
    return;
  }
  if (env.CUSTOM_DOMAIN && (await pollUntil(time, pace, ask))) return;
  throw new Stop(
    `Portico is deployed but not ready (${told}) Open ${url} to see what is missing; once it is mended: azd hooks run postdeploy`,
  );
}

/** Undefined where nothing is. @param {typeof globalThis.fetch} fetch @param {string} url */
async function findProblems(fetch, url) {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(DEADLINE_MS) });
    const answer = await response.json().catch(() => undefined);
    if (response.ok && answer?.status === 'ready') return undefined;
    const problems = Array.isArray(answer?.problems) ? answer.problems.join(' ') : '';
    return problems || `it answers ${response.status}.`;
  } catch {
    return NO_ANSWER;
  }
}
