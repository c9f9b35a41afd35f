import type { Telemetry } from './telemetry-types.ts';

/** Telemetry for a host where none is configured: it takes every fact and keeps none. */
export const silentTelemetry: Telemetry = {
  request: () => {},
  dependency: () => {},
  exception: () => {},
  event: () => {},
};
