/**
 * Returns whether a redirect URI is registered. Registered URIs are `/callback` on any loopback port, and the URIs in
 * `others`.
 */
export function isRegistered(uri: string, others: readonly string[]): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?\/callback$/.test(uri) || others.includes(uri);
}

/**
 * Returns whether logout can redirect to this URL. Loopback URLs and URLs with the origin of a registered URI are
 * allowed.
 */
export function isLogoutTarget(uri: string, others: readonly string[]): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname, origin } = new URL(uri);
  const loopback = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return loopback || others.some((other) => new URL(other).origin === origin);
}
