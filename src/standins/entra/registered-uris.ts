/** Whether a redirect URI is registered: `/callback` on any loopback port, or one of those given. */
export function isRegistered(uri: string, others: readonly string[]): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?\/callback$/.test(uri) || others.includes(uri);
}

/** Whether the browser may be sent there after signing out: any loopback page, or the origin of a registered URI. */
export function isLogoutTarget(uri: string, others: readonly string[]): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname, origin } = new URL(uri);
  const loopback = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return loopback || others.some((other) => new URL(other).origin === origin);
}
