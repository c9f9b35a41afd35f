import { withTimeout } from '../base/until-aborted.ts';
import { createBrowser } from '../standins/browser.ts';
import { demoTenant } from '../standins/tenant/people.ts';
import { giveUp } from './process.ts';
import { steps, type TourState } from './tour/steps.ts';
import { readTourArguments, tourUsage } from './tour/tour-arguments.ts';

const STEP_SECONDS = 30;
const tooLate = () => new Error(`no result within ${STEP_SECONDS} s`);

const read = readTourArguments(process.argv.slice(2), process.env['PORT']);
if (read === 'help') {
  process.stdout.write(tourUsage);
  process.exit(0);
}
if ('problem' in read) giveUp([`${read.problem} Run the tour with --help for its arguments.`]);
const tour: TourState = { ...read, browser: createBrowser() };
process.exitCode = (await runTour(tour)) ? 0 : 1;

/** Runs the steps in order and prints each with its result and duration. Returns false at the first failure. */
async function runTour(tour: TourState): Promise<boolean> {
  process.stdout.write(
    `A third-party MCP client visits ${tour.origin} as ${tour.person}@${demoTenant.domain}\n\n`,
  );
  for (const [index, step] of steps.entries()) {
    const startedAt = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- each step builds on the one before
    const outcome = await attempt(() => withTimeout(STEP_SECONDS * 1_000, () => step.run(tour), tooLate));
    const time = `${Math.round(performance.now() - startedAt)} ms`.padStart(8);
    process.stdout.write(
      `${outcome.ok ? 'ok  ' : 'FAIL'} ${String(index + 1).padStart(2)} ${step.title.padEnd(46)}${time}  ${outcome.text}\n`,
    );
    if (!outcome.ok) return false;
  }
  process.stdout.write('\nEvery step succeeded.\n');
  return true;
}

type Outcome = { ok: boolean; text: string };

async function attempt(work: () => Promise<string>): Promise<Outcome> {
  try {
    return { ok: true, text: await work() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return { ok: false, text: `${error instanceof Error ? error.message : String(error)}${cause}` };
  }
}
