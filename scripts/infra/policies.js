import { audienceOfTheCloud, leastPrivilege, oneIdentity } from './policies/access.js';
import {
  containerAsItWants,
  domainThroughFrontDoor,
  flexAsItWants,
  settingsOfTheApp,
} from './policies/app.js';
import { alertsRing, budgetAsAsked, logsKept, workbookShows } from './policies/monitoring.js';
import { inOneRegion, namesThatAzureTakes, tagsForAzd } from './policies/names.js';
import { doorsAsChosen, endpointsInside, oneWayOut } from './policies/network.js';
import { encryptedOnTheWay, vaultKeepsWhatItHas, withoutKeys } from './policies/protection.js';

/**
 * What every stack has to be, as functions that answer with a sentence for each place where it is not.
 * @type {readonly ((prediction: import('./prediction.js').Prediction, stack: import('./stacks.js').Stack) => string[])[]}
 */
export const policies = [
  encryptedOnTheWay,
  withoutKeys,
  vaultKeepsWhatItHas,
  leastPrivilege,
  oneIdentity,
  audienceOfTheCloud,
  doorsAsChosen,
  endpointsInside,
  oneWayOut,
  flexAsItWants,
  containerAsItWants,
  settingsOfTheApp,
  domainThroughFrontDoor,
  logsKept,
  alertsRing,
  workbookShows,
  budgetAsAsked,
  tagsForAzd,
  namesThatAzureTakes,
  inOneRegion,
];
