import { known, matcher } from '../compare.js';
import { subscriptionId } from '../stacks.js';

/** @typedef {import('./facts.js').Facts} Facts @typedef {import('./facts.js').Expected} Expected */

/** Azure built-in roles, the least privileged for each task. */
const roles = {
  // Can write blobs but, unlike the owner role, cannot change their permissions.
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
  // Can read secrets, but cannot list keys or write anything.
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
  // Can wrap and unwrap with a key, but cannot create or change keys.
  cryptoServiceEncryptionUser: 'e147488a-f6f5-4113-8e2d-b22465e65bf6',
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb',
};

/** The identities and all their roles. @param {Facts} facts @returns {Expected[]} */
export function expectedAccess(facts) {
  const { code, ids, isFlex, names } = facts;
  const containers = `${ids.storage}/blobServices/default/containers`;
  const tables = `${ids.storage}/tableServices/default/tables`;
  return [
    identity(facts, names.identity),
    // Container Apps run an image, so they need no identity for releases.
    ...(isFlex ? [identity(facts, names.releaseIdentity)] : []),
    ...code.tables.map((table) => grant(roles.tableContributor, names.identity, `${tables}/portico${table}`)),
    grant(roles.secretsUser, names.identity, ids.vault),
    ...(facts.hasLinkedAccounts
      ? [grant(roles.cryptoServiceEncryptionUser, names.identity, `${ids.vault}/keys/link-key`)]
      : []),
    grant(roles.metricsPublisher, names.identity, ids.component),
    ...(isFlex
      ? [
          // The two containers that the Functions host uses: one for locks and one for keys.
          ...['hosts', 'secrets'].map((name) =>
            grant(roles.blobContributor, names.identity, `${containers}/azure-webjobs-${name}`),
          ),
          // The app itself must not be able to replace its code.
          grant(roles.blobContributor, names.releaseIdentity, `${containers}/releases`),
        ]
      : []),
  ];
}

/** @param {Facts} facts @param {string} name @returns {Expected} */
function identity({ location, tags }, name) {
  return { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', name, location, tags };
}

/**
 * A role assignment. Its name must depend on scope, identity and role, because Azure allows neither changes to an
 * existing assignment nor two assignments with the same name.
 * @param {string} role @param {string} identityName @param {string} on @returns {Expected}
 */
function grant(role, identityName, on) {
  const scopeSubscription = on.split('/')[2] ?? subscriptionId;
  return {
    type: 'Microsoft.Authorization/roleAssignments',
    on,
    name: matcher(`guid() of ${on}, the principal id of ${identityName} and ${role}`, (found) => {
      const text = String(found);
      return (
        text.startsWith('[guid(') &&
        text.includes(`'${on}'`) &&
        new RegExp(`/${identityName}'[^)]*\\)\\.(principalId|outputs\\.principalId\\.value)`).test(text) &&
        text.includes(`'${role}'`)
      );
    }),
    properties: {
      roleDefinitionId: `/subscriptions/${scopeSubscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      principalId: known(identityName, 'principalId'),
      // Without this property, Azure would look up the new identity in Entra. The look-up fails until the identity is
      // replicated.
      principalType: 'ServicePrincipal',
    },
  };
}
