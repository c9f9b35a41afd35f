/** Loaded on demand. Because only these names are exported, the bundler leaves out the other credentials. */
export { AzureCliCredential, AzureDeveloperCliCredential, ChainedTokenCredential } from '@azure/identity';
