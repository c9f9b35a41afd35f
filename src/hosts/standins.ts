import { startStandIns } from '../standins/start.ts';
import { readTenantCommand } from './demo/tenant-command.ts';
import { standInsUsage } from './demo/tenant-options.ts';
import { exitOnFailure, giveUp, explainListenError } from './process.ts';

exitOnFailure();
const { positionals, now, source, hasSpotify } = readTenantCommand(standInsUsage);
const [argument, ...others] = positionals;
const firstPort = argument === undefined ? undefined : Number(argument);
const isPort =
  firstPort === undefined || (Number.isInteger(firstPort) && firstPort > 0 && firstPort < 65_532);
if (!isPort || others.length > 0) {
  giveUp([
    'The argument must be the first of four consecutive ports (five with --spotify), such as 7080, or be omitted.',
  ]);
}

const standIns = await startStandIns({
  ...(firstPort !== undefined && { firstPort }),
  ...(source && { source }),
  now,
  spotify: hasSpotify,
  onStart: (name, origin) => process.stderr.write(`started  ${name.padEnd(18)} ${origin}\n`),
}).catch((error: unknown) => giveUp([explainListenError(error, firstPort ?? 0)]));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void standIns.close().then(() => process.exit(0)));
}

process.stderr.write('Use the settings below to connect a host to the stand-ins. Stop them with Ctrl-C.\n\n');
const lines = Object.entries(standIns.settings).map(([name, value]) => `${name}=${value}\n`);
process.stdout.write(lines.join(''));
