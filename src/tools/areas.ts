import { providerNames } from '../config/provider-names.ts';
import { pathAreas } from '../policy/area-words.ts';

/**
 * The catalogue's areas: `core`, the areas of Graph paths, and one area for each provider of linked accounts. A URL can
 * select areas as toolsets.
 */
export const areas = ['core', ...pathAreas, ...providerNames] as const;

export type Area = (typeof areas)[number];
