import type { TokenCredential } from '@azure/identity';

import { addressProblems } from '../../config/problems.ts';
import { UnavailableError } from '../../errors.ts';
import { addRoot, replaceRoots } from '../../secrets/root-rotation.ts';
import { statusOf } from '../../telemetry/upstream-call.ts';

export type Rotation = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly identity: () => Promise<TokenCredential>;
  readonly random: (bytes: number) => Uint8Array;
  readonly print: (line: string) => void;
};

const SECRET = 'seal-root';
const SURE = '--sign-everyone-out';

const usage = [
  'Usage: npm run rotate -- seal-root                        add a key; nobody is signed out',
  `       npm run rotate -- emergency ${SURE}    add a key and disable all others`,
  '',
  'Set KEY_VAULT_URL to the URL of the vault and sign in with az login first. See docs/rotation.md.',
];

/** Runs the command and returns the exit code: 0 success, 1 failure, 2 wrong arguments. */
export async function rotate({ args, env, print, identity, random }: Rotation): Promise<number> {
  const [command, ...rest] = args;
  if (args.some((word) => ['help', '--help', '-h'].includes(word))) return help(print, 0);
  if (command === 'emergency' && rest[0] !== SURE) {
    print('An emergency rotation signs everyone out, and every app has to register again.');
    print(`If that is what you want, add ${SURE}.`);
    return 2;
  }
  if (!isCommand(command, rest)) return help(print, 2);
  const url = env['KEY_VAULT_URL'];
  const loopback = ['true', 'on'].includes(env['ALLOW_LOOPBACK_UPSTREAMS'] ?? '');
  const [problem] = url === undefined ? [missingUrl] : addressProblems('KEY_VAULT_URL', url, loopback);
  if (url === undefined || problem !== undefined) {
    print(problem ?? missingUrl);
    return 1;
  }
  try {
    const lines = await commands[command]({ url, loopback, name: SECRET, identity, random });
    for (const line of lines) print(line);
    return 0;
  } catch (error) {
    print(explain(error));
    return 1;
  }
}

const missingUrl =
  'KEY_VAULT_URL is missing: set it to the URL of the vault, such as https://kv-portico.vault.azure.net.';

type Access = Parameters<typeof addRoot>[0];

const commands = {
  'seal-root': async (access: Access): Promise<string[]> => {
    const { version, sealsFrom } = await addRoot(access);
    return [
      `Added version ${version} of ${SECRET}. It seals tokens from ${time(sealsFrom)}; nobody is signed out.`,
      'Keep the older versions enabled: tokens and registrations sealed under them are still in use.',
    ];
  },
  emergency: async (access: Access): Promise<string[]> => {
    const { version, disabled } = await replaceRoots(access);
    return [
      `Added version ${version} of ${SECRET} and disabled ${disabled} older ones.`,
      'Everyone is signed out and every app has to register again; existing blocks are kept.',
      'Running instances apply this change within 15 minutes. Restart the app to apply it immediately.',
    ];
  },
};

function help(print: Rotation['print'], code: number): number {
  for (const line of usage) print(line);
  return code;
}

function isCommand(command: string | undefined, rest: readonly string[]): command is keyof typeof commands {
  if (command === undefined || !Object.hasOwn(commands, command)) return false;
  return rest.join(' ') === (command === 'emergency' ? SURE : '');
}

function time(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function explain(error: unknown): string {
  if ([401, 403].includes(statusOf(error))) {
    return 'The vault refused access: you need network access to it and the Key Vault Secrets Officer role.';
  }
  if (
    error instanceof UnavailableError &&
    (error.cause as { code?: unknown } | undefined)?.code === 'ENOTFOUND'
  ) {
    return "The vault is not found in DNS. Check KEY_VAULT_URL, and that this computer can resolve names in the vault's network.";
  }
  if (error instanceof UnavailableError) {
    return 'The vault did not respond in time, or you are not signed in (az login). Check the versions in the vault, then run the command again.';
  }
  throw error;
}
