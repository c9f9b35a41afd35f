/** The version of this build, for clients and telemetry. A test checks that it matches package.json. */
export const version = '0.1.0';
