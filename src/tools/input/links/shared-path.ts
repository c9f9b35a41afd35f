/** Matches the path of a sharing link, such as `/:w:/r/sites/harbor/Plan.docx` or `/:f:/s/harbor/EabC`. */
const sharingPath = /^\/:[a-z]:\/([a-z])(\/.*)$/i;

/** The path above the site, by the letter in a sharing link. In these links, the site's name is followed by a secret. */
const places: Readonly<Record<string, string>> = { s: '/sites', t: '/teams', p: '/personal' };

/** Returns the path that a sharing link leads to, or at least that of its site. Returns other paths unchanged. */
export function sharedPath(pathname: string): string {
  const [, letter = '', rest] = sharingPath.exec(pathname) ?? [];
  if (rest === undefined) return pathname;
  const place = places[letter.toLowerCase()];
  return place === undefined ? rest : `${place}/${rest.split('/')[1] ?? ''}`;
}
