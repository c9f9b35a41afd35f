import { startStandIns } from '../standins/start.ts';
import { exitOnFailure, giveUp, explainListenError } from './process.ts';

exitOnFailure();
const [argument] = process.argv.slice(2);
const firstPort = argument === undefined ? undefined : Number(argument);
if (firstPort !== undefined && !(Number.isInteger(firstPort) && firstPort > 0 && firstPort < 65_533)) {
  giveUp(['The argument must be the first of four consecutive ports, such as 7080, or be omitted.']);
}

const standIns = await startStandIns({
  ...(firstPort !== undefined && { firstPort }),
  onStart: (name, origin) => process.stderr.write(`started  ${name.padEnd(18)} ${origin}\n`),
}).catch((error: unknown) => giveUp([explainListenError(error, firstPort ?? 0)]));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void standIns.close().then(() => process.exit(0)));
}

process.stderr.write('Use the settings below to connect a host to them. Stop them with Ctrl-C.\n\n');
const lines = Object.entries(standIns.settings).map(([name, value]) => `${name}=${value}\n`);
process.stdout.write(lines.join(''));
