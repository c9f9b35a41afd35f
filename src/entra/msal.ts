/** Loaded on demand. With only this name, the bundle leaves out the rest of msal-node, which `import()` would keep. */
export { ConfidentialClientApplication } from '@azure/msal-node';
