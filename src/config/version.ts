/** The version of this build, for clients and telemetry. A test checks that package.json has the same. */
export const version = '0.1.0';
