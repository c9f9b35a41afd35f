/** The areas of the catalogue, which are also the toolsets that a URL can name. */
export const areas = [
  'core',
  'users',
  'groups',
  'directory',
  'mail',
  'calendar',
  'search',
  'files',
  'excel',
  'onenote',
  'tasks',
  'contacts',
  'teams',
  'sharepoint',
] as const;

export type Area = (typeof areas)[number];
