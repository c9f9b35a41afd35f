import type { Telemetry } from './telemetry-types.ts';

/** No-op telemetry, used when no collector is configured. */
export const silentTelemetry: Telemetry = {
  request: () => {},
  dependency: () => {},
  exception: () => {},
  event: () => {},
};
