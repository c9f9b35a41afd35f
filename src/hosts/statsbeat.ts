/** Stops the telemetry SDK from reporting its own usage to Microsoft. The SDK reads this variable when it is loaded. */
export function disableStatsbeat(environment: NodeJS.ProcessEnv): void {
  environment['APPLICATION_INSIGHTS_NO_STATSBEAT'] ??= 'true';
}
