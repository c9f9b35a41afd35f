// `npm run check:infra` checks the templates in infra/ and the files around them. It uses the Bicep CLI named by the
// variable BICEP or, if BICEP is not set, the Bicep CLI on the PATH. With `--faults`, it tests the check itself: it
// plants faults in copies of the files and counts how many are caught.
import { findBicep } from './infra/bicep.js';
import { inspect } from './infra/inspect.js';
import { LEAST_CAUGHT, findMissed, seeds } from './infra/seed.js';
import { stackNames } from './infra/stacks.js';

const root = '.';

try {
  const bicep = await findBicep(process.env);
  await (process.argv.includes('--faults') ? checkFaults(bicep) : check(bicep));
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

/** @param {import('./infra/inspect.js').Bicep | undefined} bicep */
async function check(bicep) {
  const problems = await inspect(root, bicep);
  const names = stackNames.join(', ');
  if (bicep === undefined) {
    print('Bicep was not found. Only the files that need no compiler were checked.');
  } else {
    print(
      `Checked ${bicep.compiles ? 'lint, build' : 'lint'} and the policies for ${names} with ${bicep.version}.`,
    );
  }
  if (problems.length > 0) fail([...problems, `${problems.length} problem(s).`].join('\n'));
}

/** @param {import('./infra/inspect.js').Bicep | undefined} bicep */
async function checkFaults(bicep) {
  if (bicep === undefined) return print('Bicep was not found. The seeded faults were not checked.');
  const missed = await findMissed(root, bicep, seeds);
  for (const { kind, file, from, to } of missed)
    print(`missed (${kind}): ${file}: ${from} → ${to || 'nothing'}`);
  const share = 1 - missed.length / seeds.length;
  print(`${seeds.length - missed.length} of ${seeds.length} seeded faults caught.`);
  if (share < LEAST_CAUGHT) fail(`At least ${LEAST_CAUGHT * 100} % must be caught.`);
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {string} line */
function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
