import type { Fields } from '../../telemetry/telemetry-types.ts';

const MAX_FRAMES = 8;

/** What the log may say of an error: its name, its code and where it was thrown; never its message, which may hold anything. */
export function errorFields(error: unknown): Fields {
  return { error: nameOf(error), at: framesOf(error) };
}

/** The name of an error, and its code where it has one. */
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
