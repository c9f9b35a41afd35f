import { parseArgs } from 'node:util';

/** The command-line options of the demo and the stand-ins. */
export type TenantOptions = {
  readonly help: boolean;
  /** The path of the tenant file. */
  readonly tenant: string | undefined;
  /** The time at which the clock starts, in milliseconds since 1970. */
  readonly now: number | undefined;
  readonly showsSettings: boolean;
  /** Whether users can link accounts at the Spotify stand-in. */
  readonly hasSpotify: boolean;
  readonly positionals: readonly string[];
};

const help = `  --tenant FILE   serve the company in a JSON file instead of the demo company (docs/tenant-file.md)
  --now TIME      start the clock of Portico, Entra and Graph at a time such as 2026-11-21T10:00:00Z
  --spotify       also start the Spotify stand-in; its tools are at /mcp?toolsets=default,spotify
  --help          print this help
`;

export const demoUsage = `Usage: npm start -- [options]

Starts Portico and its stand-ins on this machine. PORT sets the port (default 7071).

${help}  --settings      also print the settings that connect another program to the stand-ins
`;

export const standInsUsage = `Usage: npm run standins -- [FIRST_PORT] [options]

Starts the stand-ins for Entra, the managed identity, Key Vault and Microsoft Graph, on four consecutive
ports if FIRST_PORT is given (five with --spotify), and prints the settings that connect a host to them.

${help}`;

/** Parses the command line. If it is invalid, returns a sentence that describes the problem. */
export function readTenantOptions(args: readonly string[]): TenantOptions | { readonly problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        tenant: { type: 'string' },
        now: { type: 'string' },
        settings: { type: 'boolean', default: false },
        spotify: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const now = values.now === undefined ? undefined : readTime(values.now);
    if (Number.isNaN(now))
      return { problem: '--now must be a time with a UTC offset, such as 2026-11-21T10:00:00Z.' };
    const { help: wantsHelp, tenant, settings, spotify } = values;
    return { help: wantsHelp, tenant, now, showsSettings: settings, hasSpotify: spotify, positionals };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // The first sentence of Node's error message names the option; the other sentences do not apply here.
    return { problem: `${error.message.split('. ')[0] ?? ''}. Run the command with --help for the options.` };
  }
}

function readTime(text: string): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
}
