import { templateFaults } from './faults/templates.js';

/** All seeded faults by kind. */
export const faults = templateFaults;
