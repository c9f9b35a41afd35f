/**
 * Loaded on demand. Because only this name is exported, the bundler leaves out the rest of msal-node, which it would
 * keep for an `import()` of the package itself.
 */
export { ConfidentialClientApplication } from '@azure/msal-node';
