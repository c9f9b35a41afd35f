import { parseUrl } from '../../base/text/parse-url.ts';
import { addressOf, demoTenant, people, type Person } from '../../standins/tenant/people.ts';

/** The origin of the server to visit, and the alias of the person in the demo company who signs in. */
export type TourArguments = { readonly origin: string; readonly person: string };

const DEFAULT_PERSON = people[0]?.alias ?? '';
const DEFAULT_ORIGIN = 'http://localhost:7071';

export const tourUsage = `Usage: npm run tour -- [ORIGIN [PERSON]]

A third-party client visits a running demo (npm start): it signs in, lists and calls tools, and signs out.

  ORIGIN   where the demo runs (default ${DEFAULT_ORIGIN}, or with the port in PORT)
  PERSON   who signs in, such as ben.okafor (default ${DEFAULT_PERSON})
`;

/**
 * Returns the command that runs the tour against a demo; undefined if the demo uses a different tenant, because none of
 * the tour's people could sign in there.
 */
export function tourCommand(origin: string, present: readonly Person[]): string | undefined {
  const isPresent = present.some((person) => addressOf(person) === `${DEFAULT_PERSON}@${demoTenant.domain}`);
  if (!isPresent) return undefined;
  return origin === DEFAULT_ORIGIN ? 'npm run tour' : `npm run tour -- ${origin}`;
}

/** Reads the arguments. If they are invalid, returns a sentence that describes the problem. */
export function readTourArguments(
  args: readonly string[],
  port: string | undefined,
): TourArguments | 'help' | { readonly problem: string } {
  if (args.some((word) => ['--help', '-h', 'help'].includes(word))) return 'help';
  const [given, person = DEFAULT_PERSON, ...others] = args;
  if (others.length > 0) return { problem: 'The tour takes at most two arguments: an origin and a person.' };
  const origin = originOf(given ?? `http://localhost:${port ?? 7071}`);
  if (origin === undefined) {
    return given === undefined
      ? { problem: 'PORT must be the port of the demo, such as 7071.' }
      : { problem: 'The first argument must be an origin, such as http://localhost:7071.' };
  }
  const [alias = '', domain = demoTenant.domain] = person.split('@');
  if (domain !== demoTenant.domain)
    return { problem: `The second argument must be a person of ${demoTenant.domain}, such as ben.okafor.` };
  return { origin, person: alias };
}

function originOf(text: string): string | undefined {
  const url = parseUrl(text);
  return url && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}
