/**
 * This module is loaded on demand. Because it exports only this name, the bundler leaves out the rest of msal-node,
 * which would be kept for an `import()` of the package itself.
 */
export { ConfidentialClientApplication } from '@azure/msal-node';
