import { Stop } from './stop.js';

/** How long one request may take, in milliseconds. */
const DEADLINE_MS = 60_000;
/** Attempts per request, including the first. */
const ATTEMPTS = 6;

/**
 * An unsuccessful request. `code` is the service's error code. If there was no response, `code` is Node's error code
 * and `status` is 0.
 */
export class RestError extends Error {
  name = 'RestError';
  /** @param {string} message @param {number} status @param {string} code */
  constructor(message, status, code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * For `catch`: turns a response with one of these statuses into a `Stop`. `toMessage` gets the service's error code.
 * @param {readonly number[]} statuses @param {(code: string) => string} toMessage @returns {(error: unknown) => never}
 */
export function stopOn(statuses, toMessage) {
  return (error) => {
    if (error instanceof RestError && statuses.includes(error.status)) throw new Stop(toMessage(error.code));
    throw error;
  };
}

/**
 * For `catch`: replaces a response with one of these statuses by `value`.
 * @template T @param {readonly number[]} statuses @param {T} value @returns {(error: unknown) => T}
 */
export function insteadOf(statuses, value) {
  return (error) => {
    if (error instanceof RestError && statuses.includes(error.status)) return value;
    throw error;
  };
}

/**
 * A client of Azure Resource Manager or Microsoft Graph. It retries status 429 and 5xx and lost connections if that
 * is safe. If the service needs a new sign-in (401), it throws a `Stop` with the command `signIn`; every other failure
 * throws `RestError`.
 * @param {{ name: string, origin: string, token: () => Promise<string>, signIn: () => string,
 *   sleep: (ms: number) => Promise<void>, fetch: typeof globalThis.fetch }} context
 */
export function createRest({ name, origin, token, signIn, sleep, fetch }) {
  /** @type {Promise<string> | undefined} */
  let held;
  /**
   * @param {string} method @param {string} path @param {{ body?: unknown, headers?: Record<string, string> }} [more]
   */
  const once = async (method, path, { body, headers } = {}) => {
    held ??= token();
    const response = await fetch(new URL(path, origin), {
      method,
      headers: {
        authorization: `Bearer ${await held}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const text = await response.text();
    return {
      status: response.status,
      retryAfter: Number(response.headers.get('retry-after')),
      answer: parse(text),
    };
  };

  /**
   * Makes a request and returns the JSON body of a successful response.
   * @param {string} method @param {string} path @param {{ body?: unknown, headers?: Record<string, string> }} [more]
   * @returns {Promise<any>}
   */
  const request = async (method, path, more) => {
    const what = `${name} ${method} ${path.split('?')[0]}`;
    for (let attempt = 1; ; attempt += 1) {
      const reply = await once(method, path, more).catch(toMissingReply);
      if (reply.status >= 200 && reply.status < 300) return reply.answer;
      if (reply.status === 401) {
        throw new Stop(
          `${name} did not accept azd's sign-in (${codeOf(reply.answer)}), for example because it requires multifactor authentication. Run ${signIn()}, then run azd again.`,
        );
      }
      if (attempt === ATTEMPTS || !canRepeat(method, reply))
        throw reply.status === NO_RESPONSE ? unreachable(name, codeOf(reply.answer)) : toError(what, reply);
      await sleep((reply.retryAfter || 2 ** attempt) * 1_000);
    }
  };

  return {
    request,
    /** Returns the JSON body, or undefined for status 404. @param {string} path */
    async find(path) {
      return request('GET', path).catch(insteadOf([404], undefined));
    },
  };
}

/** @typedef {ReturnType<typeof createRest>} Rest */

/** @param {string} text */
function parse(text) {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NO_RESPONSE = 0;

/** @param {any} error */
function toMissingReply(error) {
  if (error instanceof Stop) throw error;
  const code = error?.cause?.code ?? error?.name ?? 'unknown';
  return { status: NO_RESPONSE, retryAfter: 0, answer: { error: { code } } };
}

/**
 * A POST may have taken effect; all other methods are idempotent.
 * @param {string} method @param {{ status: number, answer: any }} reply
 */
function canRepeat(method, { status, answer }) {
  if (status === 429 || status === 503) return true;
  if (status === NO_RESPONSE && isCertificateProblem(codeOf(answer))) return false;
  return method !== 'POST' && (status === NO_RESPONSE || status >= 500);
}

/** Node's codes for a certificate that it does not trust. @param {string} code */
function isCertificateProblem(code) {
  return /CERT|SIGNATURE/.test(code);
}

/**
 * Unlike azd, Node uses neither a proxy nor the certificates of the operating system unless a variable says so.
 * @param {string} name @param {string} code
 */
function unreachable(name, code) {
  const advice = isCertificateProblem(code)
    ? `Node does not trust the certificate of the connection to ${name} (${code}). If a proxy inspects your traffic, set NODE_EXTRA_CA_CERTS to the file with its CA certificate.`
    : `${name} cannot be reached (${code}). Check the network. If you need a proxy, set HTTPS_PROXY and NODE_USE_ENV_PROXY=1, with Node 22.21 or 24 or newer.`;
  return new RestError(advice, NO_RESPONSE, code);
}

/** @param {any} answer */
function codeOf(answer) {
  return String(answer?.error?.code ?? 'unknown');
}

/** @param {string} what @param {{ status: number, answer: any }} reply */
function toError(what, { status, answer }) {
  const code = codeOf(answer);
  const reason = String(answer?.error?.message ?? 'no reason given').split(/\r?\n/, 1)[0] ?? '';
  return new RestError(`${what}: ${status} ${code}: ${reason.replace(/\.?$/, '.')}`, status, code);
}
