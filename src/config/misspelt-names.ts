/**
 * Settings that restrict what Portico does. If one of them is missing, everything works, but with fewer restrictions.
 */
const restrictive = [
  'READ_ONLY',
  'TOOLSETS',
  'ENABLED_TOOLS',
  'EXTERNAL_SEND',
  'ALLOWED_CLIENTS',
  'DENIED_CLIENTS',
  'ALLOWED_REDIRECT_URIS',
  'REGISTRATION_EPOCH',
  'DYNAMIC_REGISTRATION',
  'RATE_LIMIT_PER_PERSON',
  'RATE_LIMIT_PER_ADDRESS',
  'RATE_LIMIT_FAILURES',
] as const;

/**
 * Finds environment variables that differ from a restrictive setting only in case, punctuation, a final `S` or the form
 * of the verb, such as `READONLY` and `ALLOW_CLIENTS`. Nobody would notice that they have no effect. Other misspelt
 * settings make something fail.
 */
export function misspeltNameProblems(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env).flatMap((name) => {
    const right = settings.get(comparable(name));
    if (right === undefined || right === name || !env[name]?.trim()) return [];
    return [`${name} is not a setting and has no effect: its name is ${right}.`];
  });
}

function comparable(name: string): string {
  return name
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
    .replace(/^(ALLOW|ENABLE)E?D/, '$1')
    .replace(/^DENIED/, 'DENY')
    .replace(/S$/, '');
}

const settings: ReadonlyMap<string, string> = new Map(restrictive.map((name) => [comparable(name), name]));
