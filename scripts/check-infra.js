// Checks the templates in infra/: `npm run check:infra`. Uses the Bicep command line of BICEP or the PATH.
// With `--faults` it checks itself instead: how many of the seeded faults does it catch?
import { findBicep } from './infra/bicep.js';
import { inspect } from './infra/inspect.js';
import { LEAST_CAUGHT, missedOf, seeds } from './infra/seed.js';
import { stacks } from './infra/stacks.js';

const folder = 'infra';

try {
  const bicep = await findBicep(process.env);
  await (process.argv.includes('--faults') ? checkTheCheck(bicep) : check(bicep));
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

/** @param {import('./infra/inspect.js').Bicep | undefined} bicep */
async function check(bicep) {
  const problems = await inspect(folder, bicep);
  const names = stacks.map(({ name }) => name).join(', ');
  if (bicep === undefined) {
    say('There is no bicep here: only parameters, queries and the order of deployment were checked.');
  } else {
    say(`${bicep.compiles ? 'lint, build' : 'lint'} and the policies on ${names}, by ${bicep.version}`);
  }
  if (problems.length > 0) fail([...problems, `${problems.length} problem(s) in ${folder}.`].join('\n'));
}

/** @param {import('./infra/inspect.js').Bicep | undefined} bicep */
async function checkTheCheck(bicep) {
  if (bicep === undefined) return say('There is no bicep here: the seeded faults were not planted.');
  const missed = await missedOf(folder, bicep, seeds);
  for (const { kind, file, from, to } of missed)
    say(`missed (${kind}): ${file}: ${from} → ${to || 'nothing'}`);
  const share = 1 - missed.length / seeds.length;
  say(`${seeds.length - missed.length} of ${seeds.length} seeded faults caught.`);
  if (share < LEAST_CAUGHT) fail(`At least ${LEAST_CAUGHT * 100} % have to be.`);
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {string} line */
function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
