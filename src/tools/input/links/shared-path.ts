/** Matches the path of a sharing link, such as `/:w:/r/sites/harbor/Plan.docx` or `/:f:/s/harbor/EabC`. */
const sharingPath = /^\/:[a-z]:\/([a-z])(\/.*)$/i;

/**
 * The parent path of a site, by the letter in the site's sharing links. In such a link, a secret follows the site's
 * name.
 */
const places: Readonly<Record<string, string>> = { s: '/sites', t: '/teams', p: '/personal' };

/**
 * Returns the path that a sharing link leads to, or the path of the site if the link contains a secret instead of a
 * path. Returns other paths unchanged.
 */
export function sharedPath(pathname: string): string {
  const [, letter = '', rest] = sharingPath.exec(pathname) ?? [];
  if (rest === undefined) return pathname;
  const place = places[letter.toLowerCase()];
  return place === undefined ? rest : `${place}/${rest.split('/')[1] ?? ''}`;
}
