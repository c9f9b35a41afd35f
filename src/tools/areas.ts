import { pathAreas } from '../policy/path-area.ts';

/** The areas of the catalogue, which are also the toolsets that a URL can name: those of Graph's paths, and `core`. */
export const areas = ['core', ...pathAreas] as const;

export type Area = (typeof areas)[number];
