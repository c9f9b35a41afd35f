/** Settings that disable rate limits, because in a benchmark one person makes thousands of calls from one address. */
export const noLimits = { RATE_LIMIT_PER_PERSON: '0', RATE_LIMIT_PER_ADDRESS: '0' } as const;
