import { compare, matcher } from '../compare.js';
import { readText } from './read.js';

/** Azure's front end ends a request after this time, regardless of the host's own limit. */
const PLATFORM_SECONDS = 230;

/**
 * Compares the complete host.json with the code and Azure's limits.
 * @param {string} root @param {import('../code.js').Code} code
 */
export async function hostProblems(root, code) {
  const text = await readText(root, 'host.json');
  const host = parse(text);
  if (host === undefined) return ['host.json is not JSON.'];
  const template = await readText(root, 'infra/main.bicep');
  // The maximum number of concurrent requests per instance.
  const concurrency = Number(/@maxValue\((\d+)\)\nparam httpConcurrency /.exec(template)?.[1]);
  return compare(
    host,
    {
      version: '2.0',
      functionTimeout: matcher(
        `hh:mm:ss above the longest call (${code.deadlineSeconds} s) and at most ${PLATFORM_SECONDS} s`,
        (found) => {
          const seconds = secondsOf(String(found));
          return seconds > code.deadlineSeconds && seconds <= PLATFORM_SECONDS;
        },
      ),
      logging: {
        applicationInsights: {
          samplingSettings: {
            isEnabled: true,
            // Excluded from sampling: traces, because they contain the audit trail; events, because they are counted
            // one by one; and exceptions, because they are rare.
            excludedTypes: matcher(
              'Event, Exception and Trace',
              (found) => String(found).split(';').toSorted().join() === 'Event,Exception,Trace',
            ),
          },
        },
      },
      // No bundle, custom handler or telemetry mode, because they would slow down startup and add endpoints.
      extensions: {
        http: {
          // The prefix is empty because OAuth metadata is served under /.well-known at the origin.
          routePrefix: '',
          maxConcurrentRequests: concurrency,
          // Includes waiting requests. The number of requests that can wait equals the number that can run.
          maxOutstandingRequests: 2 * concurrency,
          // Throttling would reject requests based on the machine's load, but calls spend most of their time waiting.
          dynamicThrottlesEnabled: false,
        },
      },
    },
    'host.json',
  );
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string} time */
function secondsOf(time) {
  const [, hours, minutes, seconds] = /^(\d\d):([0-5]\d):([0-5]\d)$/.exec(time) ?? [];
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
