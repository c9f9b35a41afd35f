import { ageOf } from '../base/clock/age.ts';
import { withTimeout } from '../base/until-aborted.ts';
import { HttpError, UnavailableError } from '../errors.ts';
import { json } from './response/respond.ts';

/** A condition that must be met to serve calls. `run` rejects if it is not met. */
export type Check = { readonly name: string; readonly run: () => Promise<void> };

/** `problems` are messages that contain no secrets or causes. */
export type Readiness = { readonly ok: boolean; readonly problems: readonly string[] };

const CHECK_DEADLINE_MS = 6_000;
/** How long a result is reused. Anyone can call the probe, so it must not run the checks every time. */
const REUSE_MS = 2_000;

/** Creates the readiness probe, which runs all checks in parallel. `now` is in milliseconds. */
export function createReadiness(checks: readonly Check[], now: () => number): () => Promise<Readiness> {
  let latest: { readonly at: number; readonly answer: Promise<Readiness> } | undefined;
  return () => {
    if (latest === undefined || ageOf(latest.at, now()) > REUSE_MS)
      latest = { at: now(), answer: runAll(checks) };
    return latest.answer;
  };
}

async function runAll(checks: readonly Check[]): Promise<Readiness> {
  const outcomes = await Promise.all(checks.map(runOne));
  const problems = outcomes.filter((problem) => problem !== undefined);
  return { ok: problems.length === 0, problems };
}

async function runOne({ name, run }: Check): Promise<string | undefined> {
  try {
    await withTimeout(CHECK_DEADLINE_MS, run);
    return undefined;
  } catch (error) {
    const isExplained = error instanceof UnavailableError || error instanceof HttpError;
    return isExplained ? `${name}: ${error.message}` : `${name} is not ready.`;
  }
}

/** Serves `/healthz`: reports that the process is alive, regardless of its dependencies. */
export function healthz(): Promise<Response> {
  return Promise.resolve(json({ status: 'alive' }));
}

/** Serves `/readyz`: 200 if calls can be served, otherwise 503 with a message for each problem. */
export async function readyz(readiness: () => Promise<Readiness>): Promise<Response> {
  const { ok, problems } = await readiness();
  return json({ status: ok ? 'ready' : 'not ready', problems }, { status: ok ? 200 : 503 });
}
