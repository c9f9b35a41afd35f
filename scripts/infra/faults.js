import { appFaults } from './faults/app.js';
import { queryFaults } from './faults/queries.js';
import { repositoryFaults } from './faults/repository.js';
import { serviceFaults } from './faults/services.js';
import { templateFaults } from './faults/templates.js';

/** All seeded faults by kind. */
export const faults = {
  ...templateFaults,
  ...appFaults,
  ...serviceFaults,
  ...queryFaults,
  ...repositoryFaults,
};
