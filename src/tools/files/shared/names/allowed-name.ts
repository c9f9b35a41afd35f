import { ToolError } from '../../../../errors.ts';
import { cell } from '../../../output/untrusted.ts';

/** Names that OneDrive and SharePoint reserve. Graph refuses `Forms` in every folder, not only at the root. */
const reserved = /^(?:\.{1,2}|\.lock|forms|con|prn|aux|nul|com\d|lpt\d|desktop\.ini|~\$.*|.*_vti_.*)$/i;

/**
 * Throws `ToolError('bad_argument')` for a new name that OneDrive and SharePoint do not accept. Graph's own message does
 * not always say what is wrong.
 */
export function requireAllowedName(name: string): void {
  const problem = problemOf(name);
  if (problem === undefined) return;
  const shown = cell(name, 100);
  throw new ToolError(
    'bad_argument',
    `OneDrive and SharePoint do not accept the name "${shown}": ${problem}. Nothing was changed. Use another name.`,
  );
}

function problemOf(name: string): string | undefined {
  const [character] = /["*:<>?/\\|]/.exec(name) ?? [];
  if (character !== undefined) return `it contains ${character === ':' ? 'a colon' : character}`;
  if (name.trim() !== name) return 'it begins or ends with a space';
  return reserved.test(name) ? 'it is reserved' : undefined;
}
