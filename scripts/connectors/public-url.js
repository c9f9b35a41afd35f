/**
 * Reads the public URL of a server from the command line. Throws a sentence with the usage if it is another kind of URL.
 * @param {string} given @param {string} usage
 */
export function readPublicUrl(given, usage) {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const loopback = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && loopback)) {
    throw new Error(`The public URL must begin with https:// (http:// for localhost only).\n${usage}`);
  }
  if (
    !/^\/(mcp)?$/.test(url.pathname) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username + url.password !== ''
  ) {
    throw new Error(`Give the origin of the server only, such as ${url.origin}.\n${usage}`);
  }
  return url;
}
