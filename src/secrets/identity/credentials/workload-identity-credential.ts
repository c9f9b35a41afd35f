/** Loaded on demand. Because only this name is exported, the bundler leaves out the other credentials. */
export { WorkloadIdentityCredential } from '@azure/identity';
