/**
 * Stops the telemetry SDK from reporting its own usage to its maker: what leaves a deployment is what the
 * organisation asked for. The SDK reads this switch from the environment when it is loaded.
 */
export function disableStatsbeat(environment: NodeJS.ProcessEnv): void {
  environment['APPLICATION_INSIGHTS_NO_STATSBEAT'] ??= 'true';
}
