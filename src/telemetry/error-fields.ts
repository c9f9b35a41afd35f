import type { Fields } from './telemetry-types.ts';

const MAX_FRAMES = 8;

/**
 * Returns an error's log fields: name, code and stack frames. The message is left out, because it can contain anything.
 */
export function errorFields(error: unknown): Fields {
  return { error: nameOf(error), at: framesOf(error) };
}

/** Returns an error's name, followed by its code if there is one. */
export function nameOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return error === undefined ? undefined : typeof error;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}

function framesOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return frames?.slice(0, MAX_FRAMES).join(' ').replaceAll('    ', '');
}
