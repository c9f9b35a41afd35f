import { providerNames } from '../config/provider-names.ts';
import { pathAreas } from '../policy/path-area.ts';

/**
 * The areas of the catalogue, which are also the toolsets that a URL can name: those of Graph's paths, `core`, and one
 * for each provider of linked accounts.
 */
export const areas = ['core', ...pathAreas, ...providerNames] as const;

export type Area = (typeof areas)[number];
