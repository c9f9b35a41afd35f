import { withTimeout } from '../base/until-aborted.ts';
import { UnavailableError } from '../errors.ts';
import { json } from './response/respond.ts';

/** Something that must work before calls can be served; `run` rejects while it does not. */
export type Check = { readonly name: string; readonly run: () => Promise<void> };

/** Whether the app can serve, and a sentence for each thing that keeps it from it. Never a secret, never a cause. */
export type Readiness = { readonly ok: boolean; readonly problems: readonly string[] };

const CHECK_DEADLINE_MS = 6_000;
/** Probes come from anybody, so that one answer serves all who ask within this time. */
const KEEP_MS = 2_000;

/** Runs the checks, all at once and at most once at a time. `now` is in milliseconds. */
export function createReadiness(checks: readonly Check[], now: () => number): () => Promise<Readiness> {
  let latest: { readonly at: number; readonly answer: Promise<Readiness> } | undefined;
  return () => {
    if (latest === undefined || now() - latest.at > KEEP_MS) latest = { at: now(), answer: runAll(checks) };
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
    return error instanceof UnavailableError ? `${name}: ${error.message}` : `${name} is not ready.`;
  }
}

/** Answers `/healthz`: the process is alive, whatever its dependencies do. */
export function healthz(): Promise<Response> {
  return Promise.resolve(json({ status: 'alive' }));
}

/** Answers `/readyz`: 200 when calls can be served, else 503 with a sentence for each thing that is missing. */
export async function readyz(needs: { readonly readiness: () => Promise<Readiness> }): Promise<Response> {
  const { ok, problems } = await needs.readiness();
  return json({ status: ok ? 'ready' : 'not ready', problems }, { status: ok ? 200 : 503 });
}
