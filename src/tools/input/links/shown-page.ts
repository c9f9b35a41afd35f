/** Matches the pages that show files and folders: OneDrive, the views of libraries, and SharePoint's own pages. */
const page = /^(?:\/my\/?|.*\/(?:Forms|_layouts\/15)\/[^/]+\.aspx)$/i;

/** Matches the query parameters that contain the path of the file or folder that a page shows. */
const shownPath = /^(?:id|RootFolder|sourcedoc|SourceUrl)$/i;

/**
 * Matches the pages that show a whole library: a view of the library, or a person's OneDrive. Does not match the page
 * with the properties of a file.
 */
const wholeLibrary =
  /^(?:(.+)\/Forms\/(?!(?:Disp|Edit)Form\.)[^/]+|(\/personal\/[^/]+)\/_layouts\/15\/onedrive\.aspx)$/i;

/** Returns the address of the file or folder that a page shows. Returns other addresses unchanged. */
export function shownOn(url: URL): URL {
  if (!page.test(url.pathname)) return url;
  const [, shown] =
    [...url.searchParams].find(([name, value]) => shownPath.test(name) && /^\/[^/]/.test(value)) ?? [];
  if (shown !== undefined) return new URL(shown.split('/').map(encodeURIComponent).join('/'), url.origin);
  const [, library, person] = wholeLibrary.exec(url.pathname) ?? [];
  const whole = library ?? (person && `${person}/Documents`);
  return whole === undefined ? url : new URL(whole, url.origin);
}
