/** The maximum number of problems to describe. */
const MAX_PROBLEMS = 20;

export type Path = readonly PropertyKey[];

export type Problems = {
  /** Adds a problem. Calls `describe` only if the problem will be shown. */
  readonly add: (path: Path, describe: () => string) => void;
  readonly count: () => number;
  /** Returns one sentence per problem, up to a limit, followed by the number of further problems. */
  readonly list: () => readonly string[];
};

export function createProblems(): Problems {
  const shown: string[] = [];
  let count = 0;
  return {
    add: (path, describe) => {
      count += 1;
      if (count <= MAX_PROBLEMS) shown.push(`${formatPath(path)}: ${describe()}`);
    },
    count: () => count,
    list: () =>
      count > shown.length ? [...shown, `There are ${count - shown.length} more problems.`] : shown,
  };
}

/** Formats a path such as `mail[2].to[0]`. */
function formatPath(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}
