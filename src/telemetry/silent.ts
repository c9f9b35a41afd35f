import type { Telemetry } from './telemetry-types.ts';

/** Telemetry if none is configured. */
export const silentTelemetry: Telemetry = {
  request: () => {},
  dependency: () => {},
  exception: () => {},
  event: () => {},
};
