import ipaddr from 'ipaddr.js';

import { HttpError, OAuthError } from '../../errors.ts';
import type { RouteName } from '../../routes.ts';
import { createRateLimit, spend, tooManyRequests } from './rate-limit.ts';

/**
 * For each route, whether all requests from an address are counted, or only refused ones. Hosted clients and offices
 * share addresses, so only refusals are counted on routes that programs call.
 */
const counted: Partial<Record<string, 'requests' | 'refusals'>> = {
  authorize: 'requests',
  consent: 'requests',
  callback: 'requests',
  logout: 'requests',
  account: 'requests',
  approve: 'requests',
  connect: 'requests',
  'connect-callback': 'requests',
  register: 'refusals',
  token: 'refusals',
  revoke: 'refusals',
} satisfies Partial<Record<RouteName, 'requests' | 'refusals'>>;

/** An address that exceeds the allowed number of refusals by this factor is blocked for a while. */
const FLOOD_FACTOR = 10;

/** Runs `answer` unless the address has exceeded the limit for this route. */
export type LimitAddresses = (
  name: string,
  address: string,
  answer: () => Promise<Response>,
) => Promise<Response>;

/**
 * Limits requests per minute to public endpoints, for each route and address. On routes that count refusals, refusals
 * over the limit become 429, while successful requests from the same address are still served.
 */
export function limitAddresses(settings: {
  readonly perAddress: number;
  readonly failures: number;
  readonly now: () => number;
}): LimitAddresses {
  const { perAddress, failures, now } = settings;
  const requests = createRateLimit({ perMinute: perAddress, now });
  const refusals = createRateLimit({ perMinute: failures, now });
  const floods = createRateLimit({ perMinute: failures * FLOOD_FACTOR, now });

  const countRefusal = (key: string): void => {
    floods.count(key);
    spend(refusals, key);
  };
  const answerUnlessFlooding = async (key: string, answer: () => Promise<Response>): Promise<Response> => {
    const seconds = floods.wait(key);
    if (seconds > 0) throw tooManyRequests(seconds);
    try {
      const response = await answer();
      if (isRefusal(response.status)) countRefusal(key);
      return response;
    } catch (error) {
      if (isRefusal(statusOf(error))) countRefusal(key);
      throw error;
    }
  };

  return async (name, address, answer) => {
    const what = counted[name];
    if (what === undefined) return answer();
    const key = `${name} ${networkOf(address)}`;
    if (what === 'refusals') return answerUnlessFlooding(key, answer);
    spend(requests, key);
    return answer();
  };
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

function statusOf(error: unknown): number {
  return error instanceof OAuthError || error instanceof HttpError ? error.status : 0;
}

/**
 * Reduces an IPv6 address to its /64, because a customer has at least a /64 and can use any address in it (RFC 6177).
 */
export function networkOf(address: string): string {
  if (!address.includes(':') || !ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':');
}
