import { byExtension, extensionOf } from '../../../../documents/document-kind.ts';
import { ToolError } from '../../../../errors.ts';
import { cell } from '../../../output/untrusted.ts';
import { binaryFormat } from './binary-kind.ts';

/**
 * Returns the new name of a file. If the new name has no extension, adds the old extension, because no program would
 * open the file without one. Only plain text can have a name such as `LICENSE`. Throws the same errors as
 * `requireSameFormat`.
 */
export function newName(old: string, wanted: string): string {
  const [before, after] = [extensionOf(old), extensionOf(wanted)];
  const needsExtension = formatOf(before) !== undefined && before !== 'txt';
  // A dot before a digit is part of a name such as `Plan v1.2`.
  if (needsExtension && (after === '' || /^\d+$/.test(after))) return `${wanted}.${before}`;
  requireSameFormat(old, wanted);
  return wanted;
}

/**
 * Throws `ToolError('bad_argument')` if the extensions of two names belong to different formats, because renaming a file
 * does not convert it.
 */
export function requireSameFormat(old: string, wanted: string): void {
  const [before, after] = [extensionOf(old), extensionOf(wanted)];
  const [format, other] = [formatOf(before), formatOf(after)];
  if (format === undefined || other === undefined || format === other || before === 'zip') return;
  throw new ToolError(
    'bad_argument',
    `Renaming a file does not convert it: the content of ${cell(old, 80)} would stay the same and would not match .${after}. Nothing was changed. Use a name that ends with .${before}.`,
  );
}

/** The extensions that count as the same format because the same Office program opens all of them. */
const families: readonly (readonly [extensions: RegExp, format: string])[] = [
  [/^do[ct][xm]$/, 'Word'],
  [/^xl[st][xm]$/, 'Excel'],
  [/^(?:pp[st]|pot)[xm]$/, 'PowerPoint'],
];

/** Returns the format of files with this extension; undefined if the format is not known. */
function formatOf(extension: string): string | undefined {
  const [, family] = families.find(([extensions]) => extensions.test(extension)) ?? [];
  return family ?? binaryFormat(extension) ?? (byExtension.has(extension) ? 'text' : undefined);
}
