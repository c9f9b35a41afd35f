import { parseUrl } from '../../../base/text/parse-url.ts';
import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { pastedUrl } from '../../input/links/pasted-url.ts';
import { shownOn } from '../../input/links/shown-page.ts';

/** Whether an argument is a web address instead of a path or an id. */
export function isLink(given: string): boolean {
  return /^\s*<?https?:/i.test(given);
}

/** SharePoint has a different domain in each cloud: sharepoint.com, sharepoint.us, sharepoint-mil.us. */
const sharePoint = /^(?:[\w-]+\.){1,3}sharepoint(?:-mil)?\.[a-z]+$/;
const oneDrive = /^(?:1drv\.(?:ms|com)|(?:[\w-]+\.)*onedrive\.(?:live\.)?com|(?:[\w-]+\.)?sharepoint\.com)$/;
/** Matches the host of an organisation's OneDrives. The host's start page shows the user's own OneDrive. */
const personalHost = /^[\w-]+-my\.sharepoint(?:-mil)?\.[a-z]+$/;
const startPage = /^\/(?:my\/?|_layouts\/15\/onedrive\.aspx)?$/i;
/** Matches the host names of Teams in every cloud. */
export const teamsHost = /^(?:[\w-]+\.)*teams\.(?:microsoft\.(?:com|us)|live\.com|cloud\.microsoft)$/;

/**
 * Returns the Graph path of the item behind a copied link: a sharing link, the address of a file in the browser, or a
 * link to a file in Teams. Portico never opens the link itself. Throws `ToolError('bad_argument')` for any other
 * address.
 */
export function pathOfLink(given: string): string {
  const link = pastedUrl(given);
  const url = link && withoutWrapper(link);
  if (url === undefined || !isFileHost(url)) throw foreignLink();
  const target = shownOn(url);
  if (personalHost.test(target.hostname) && startPage.test(target.pathname)) return '/me/drive/root';
  if (sharePoint.test(target.hostname) && site.test(target.pathname)) throw siteLink();
  target.hash = '';
  target.protocol = 'https:';
  return path`/shares/${`u!${Buffer.from(target.href, 'utf8').toString('base64url')}`}` + '/driveItem';
}

/** Returns the file's address, which a Teams link contains as a query parameter. */
function withoutWrapper(url: URL): URL | undefined {
  if (!teamsHost.test(url.hostname)) return url;
  const inner = url.searchParams.get('objectUrl') ?? url.searchParams.get('fileUrl') ?? '';
  return parseUrl(inner);
}

/** Matches the path of a site, and the path of the page that shows the site's contents. */
const site = /^(?:\/:[a-z]:\/r)?(?:\/(?:sites|teams)\/[^/]+)?(?:\/|\/_layouts\/15\/viewlsts\.aspx)?$/i;

function isFileHost({ protocol, hostname, username, password, port }: URL): boolean {
  const plain = /^https?:$/.test(protocol) && username === '' && password === '' && port === '';
  return plain && (sharePoint.test(hostname) || oneDrive.test(hostname));
}

function siteLink(): ToolError {
  return new ToolError(
    'bad_argument',
    'This link leads to a SharePoint site, which can have several libraries: list_drives with this link as site shows them. Give a link to a file or folder, or the id of a library as drive.',
  );
}

function foreignLink(): ToolError {
  return new ToolError(
    'bad_argument',
    'This link does not lead to a file in OneDrive, SharePoint or Teams, so Portico cannot open it. Copy the link there with "Copy link", or give a path or an id.',
  );
}
