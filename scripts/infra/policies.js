import { checkAudience, checkRoles, checkIdentity } from './policies/access.js';
import { checkContainerApp, checkFrontDoor, checkFunctionApp, checkSettings } from './policies/app.js';
import { checkAlerts, checkBudget, checkLogs, checkWorkbook } from './policies/monitoring.js';
import { checkLocations, checkNames, checkTags } from './policies/names.js';
import { checkPublicAccess, checkPrivateEndpoints, checkOutbound } from './policies/network.js';
import { checkLinkKey, checkTls, checkVaultProtection, checkKeysDisabled } from './policies/protection.js';

/**
 * The policies for every stack. Each returns one sentence for every violation.
 * @type {readonly ((prediction: import('./prediction.js').Prediction, stack: import('./stacks.js').Stack) => string[])[]}
 */
export const policies = [
  checkTls,
  checkKeysDisabled,
  checkVaultProtection,
  checkLinkKey,
  checkRoles,
  checkIdentity,
  checkAudience,
  checkPublicAccess,
  checkPrivateEndpoints,
  checkOutbound,
  checkFunctionApp,
  checkContainerApp,
  checkSettings,
  checkFrontDoor,
  checkLogs,
  checkAlerts,
  checkWorkbook,
  checkBudget,
  checkTags,
  checkNames,
  checkLocations,
];
