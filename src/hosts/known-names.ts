import type { KnownNames } from '../config/name-problems.ts';
import { areas } from '../tools/areas.ts';
import { linkedToolRecords, toolRecords } from '../tools/tool-records.gen.ts';

/** The names that TOOLSETS and ENABLED_TOOLS can contain, whether or not linked accounts are turned on. */
export const knownNames: KnownNames = {
  toolsets: areas,
  tools: [...toolRecords, ...linkedToolRecords],
};
