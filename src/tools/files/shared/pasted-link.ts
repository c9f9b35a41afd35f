import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';

/** Whether an argument is a web address instead of a path or an id. */
export function isLink(given: string): boolean {
  return /^\s*<?https?:/i.test(given);
}

/** SharePoint has a different domain in each cloud: sharepoint.com, sharepoint.us, sharepoint-mil.us. */
const sharePoint = /^(?:[\w-]+\.){1,3}sharepoint(?:-mil)?\.[a-z]+$/;
const oneDrive = /^(?:1drv\.(?:ms|com)|(?:[\w-]+\.)*onedrive\.(?:live\.)?com|(?:[\w-]+\.)?sharepoint\.com)$/;
/** Matches the host names of Teams in every cloud. */
export const teamsHost = /^(?:[\w-]+\.)*teams\.(?:microsoft\.(?:com|us)|live\.com|cloud\.microsoft)$/;

/**
 * Returns the Graph path of the item behind a copied link: a sharing link, the address of a file in the browser, or a
 * link to a file in Teams. Portico never opens the link itself. Throws `ToolError('bad_argument')` for any other
 * address.
 */
export function pathOfLink(given: string): string {
  const text = given.trim().replace(/^<(.*)>$/s, '$1');
  const url = URL.canParse(text) ? withoutWrapper(new URL(text)) : undefined;
  if (url === undefined || !isFileHost(url)) throw foreignLink();
  const target = withoutView(url);
  target.hash = '';
  target.protocol = 'https:';
  return path`/shares/${`u!${Buffer.from(target.href, 'utf8').toString('base64url')}`}` + '/driveItem';
}

/** Returns the address of the file in a Teams link, which contains this address as a query parameter. */
function withoutWrapper(url: URL): URL | undefined {
  if (!teamsHost.test(url.hostname)) return url;
  const inner = url.searchParams.get('objectUrl') ?? url.searchParams.get('fileUrl') ?? '';
  return URL.canParse(inner) ? new URL(inner) : undefined;
}

/** Returns the address of the file or folder that a library page shows, from the page's query parameter `id`. */
function withoutView(url: URL): URL {
  const shown = /\/(?:AllItems|onedrive)\.aspx$/i.test(url.pathname) && url.searchParams.get('id');
  if (!shown || !shown.startsWith('/')) return url;
  return new URL(shown.split('/').map(encodeURIComponent).join('/'), url.origin);
}

function isFileHost({ protocol, hostname, username, password, port }: URL): boolean {
  const plain = /^https?:$/.test(protocol) && username === '' && password === '' && port === '';
  return plain && (sharePoint.test(hostname) || oneDrive.test(hostname));
}

function foreignLink(): ToolError {
  return new ToolError(
    'bad_argument',
    'This link does not lead to a file in OneDrive, SharePoint or Teams, so Portico cannot open it. Copy the link there with "Copy link", or give a path or an id.',
  );
}
