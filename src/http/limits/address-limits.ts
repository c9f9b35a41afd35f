import ipaddr from 'ipaddr.js';

import { HttpError, OAuthError } from '../../errors.ts';
import type { RouteName } from '../../routes.ts';
import { createRateLimit, spend, tooManyRequests } from './rate-limit.ts';

/**
 * What counts for each route and address. Hosted clients and offices share addresses, so only refusals count on routes
 * that programs call.
 */
const counted: Partial<Record<string, 'requests' | 'refusals'>> = {
  authorize: 'requests',
  consent: 'requests',
  callback: 'requests',
  logout: 'requests',
  account: 'requests',
  register: 'refusals',
  token: 'refusals',
  revoke: 'refusals',
} satisfies Partial<Record<RouteName, 'requests' | 'refusals'>>;

/** An address with this many times the allowed refusals gets no more answers. */
const FLOOD_FACTOR = 10;

/** Runs `answer` unless the address has sent too many requests to this route. */
export type LimitAddresses = (
  name: string,
  address: string,
  answer: () => Promise<Response>,
) => Promise<Response>;

/**
 * Limits requests per address, route and minute on public endpoints. On routes where refusals count, refusals beyond the
 * limit become a 429, while successful requests from the same address are still served.
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

/** A customer has at least a /64 of IPv6 and can use any address in it (RFC 6177). */
export function networkOf(address: string): string {
  if (!address.includes(':') || !ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':');
}
