import restrictive from './restrictive-settings.json' with { type: 'json' };

/**
 * Finds environment variables whose names are misspelt restrictive settings, such as `READONLY` and `ALLOW_CLIENTS`.
 * The names differ only in case, punctuation, a final `S` or the form of the verb. Nobody would notice that such a
 * variable has no effect. Other misspelt settings make something fail.
 */
export function misspeltNameProblems(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env).flatMap((name) => {
    const right = settings.get(comparable(name));
    if (right === undefined || right === name || !env[name]?.trim()) return [];
    return [`${name} is not a setting and has no effect. The setting is called ${right}.`];
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
