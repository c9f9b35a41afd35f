// The names of the stack's resources. The templates derive these names from the suffix in the same way.

/** @param {string} suffix */
export function vaultName(suffix) {
  return `kv-${suffix}`;
}

/** The name of the app's managed identity. @param {string} suffix */
export function identityName(suffix) {
  return `id-${suffix}`;
}

/** The name of the federated credential with which that identity signs in as the app. @param {string} suffix */
export function credentialName(suffix) {
  return `portico-${identityName(suffix)}`;
}

/** @param {string} suffix */
export function storageName(suffix) {
  return `st${suffix}`;
}

/** @param {string} suffix */
export function budgetName(suffix) {
  return `budget-${suffix}`;
}

/** @param {string} suffix */
export function networkName(suffix) {
  return `vnet-${suffix}`;
}

/** @param {string} suffix */
export function containerAppName(suffix) {
  return `ca-${suffix}`;
}

/** The site that releases are published to. @param {string} suffix @param {{ sitesDomain: string }} cloud */
export function releaseSite(suffix, { sitesDomain }) {
  return `https://func-${suffix}.scm.${sitesDomain}/`;
}
