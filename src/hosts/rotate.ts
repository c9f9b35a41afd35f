import { createAdministratorIdentity } from '../secrets/identity/administrator.ts';
import { rotate } from './rotate/rotate-command.ts';

process.exitCode = await rotate({
  args: process.argv.slice(2),
  env: process.env,
  identity: createAdministratorIdentity(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  print: (line) => void process.stdout.write(`${line}\n`),
});
