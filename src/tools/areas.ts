import { providerNames } from '../config/provider-names.ts';
import { pathAreas } from '../policy/path-area.ts';

/**
 * The catalogue's areas, which a URL can select as toolsets: `core`, the areas of Graph paths, and one area for each
 * provider of linked accounts.
 */
export const areas = ['core', ...pathAreas, ...providerNames] as const;

export type Area = (typeof areas)[number];
