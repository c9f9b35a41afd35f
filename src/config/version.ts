/** The version of this build, told to clients and to telemetry; equal to package.json, which a test holds. */
export const version = '0.1.0';
