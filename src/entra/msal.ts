/**
 * This module is loaded on demand. It exports only this name, so the bundler leaves out the rest of msal-node. An
 * `import()` of the package itself would keep all of it.
 */
export { ConfidentialClientApplication } from '@azure/msal-node';
