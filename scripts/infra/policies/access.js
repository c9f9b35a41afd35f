import { differences, label, targetOf } from '../prediction.js';

/** @typedef {import('../prediction.js').Prediction} Prediction @typedef {import('../stacks.js').Stack} Stack */

/** The roles of the app's identity, each with its scope and the number of assignments. */
const grants = [
  {
    role: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    on: /\/Microsoft\.Storage\/storageAccounts\/[^/]+$/,
    times: 1,
  },
  {
    role: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
    on: /\/tableServices\/default\/tables\/portico[a-z]+$/,
    // One for each table of src/state/store.ts.
    times: 8,
  },
  { role: '4633458b-17de-408a-b874-0445c86b69e6', on: /\/Microsoft\.KeyVault\/vaults\/[^/]+$/, times: 1 },
  {
    role: 'e147488a-f6f5-4113-8e2d-b22465e65bf6',
    on: /\/Microsoft\.KeyVault\/vaults\/[^/]+\/keys\/link-key$/,
    // Only with linked accounts.
    times: 'keys',
  },
  { role: '3913510d-42f4-4e42-8a64-420c390055eb', on: /\/Microsoft\.Insights\/components\/[^/]+$/, times: 1 },
];

/** Checks that exactly these roles are assigned. @param {Prediction} prediction */
export function checkRoles(prediction) {
  const given = prediction.of('Microsoft.Authorization/roleAssignments');
  const known = given.flatMap((assignment) => {
    const { roleDefinitionId } = assignment.properties;
    const grant = grants.find(({ role }) => String(roleDefinitionId).endsWith(`/roleDefinitions/${role}`));
    if (grant === undefined) return [`An unneeded role is assigned: ${roleDefinitionId}.`];
    const target = targetOf(assignment);
    return [
      ...(grant.on.test(target)
        ? []
        : [`The role ${grant.role} is assigned for ${target}, which is the wrong scope.`]),
      ...differences(assignment, {
        'properties.principalId': /userAssignedIdentities\/id-\w+'.*\.principalId/,
        'properties.principalType': 'ServicePrincipal',
      }),
    ];
  });
  const keys = prediction.of('Microsoft.KeyVault/vaults/keys').length;
  const wanted = grants.map(({ role, times }) => ({ role, times: times === 'keys' ? keys : times }));
  const missing = wanted.filter(
    ({ role, times }) =>
      given.filter(({ properties }) => String(properties.roleDefinitionId).endsWith(role)).length !== times,
  );
  return [
    ...known,
    ...missing.map(({ role, times }) => `The role ${role} must be assigned ${times} time(s).`),
  ];
}

/** Checks that the app uses the only identity, the one that has the roles. @param {Prediction} prediction @param {Stack} stack */
export function checkIdentity(prediction, stack) {
  const [identity, ...more] = prediction.of('Microsoft.ManagedIdentity/userAssignedIdentities');
  if (identity === undefined || more.length > 0) return ['There must be exactly one identity.'];
  const type = stack.hosting === 'flex' ? 'Microsoft.Web/sites' : 'Microsoft.App/containerApps';
  return prediction
    .of(type)
    .flatMap((app) => [
      ...differences(app, { 'identity.type': 'UserAssigned' }),
      ...(Object.keys(app.identity?.userAssignedIdentities ?? {}).some((id) => id === identity.id)
        ? []
        : [`${label(app)} does not use the identity ${identity.name}.`]),
    ]);
}

/** Checks that the federated credential has the audience for the cloud. @param {Prediction} prediction @param {Stack} stack */
export function checkAudience(prediction, stack) {
  const { TOKEN_EXCHANGE_AUDIENCE: audience, IDENTITY_PRINCIPAL_ID: subject } = prediction.outputs;
  return [
    ...(audience === stack.audience
      ? []
      : [`The audience of the federated credential is ${audience}, not ${stack.audience}.`]),
    ...(/userAssignedIdentities\/id-\w+'.*\.principalId/.test(String(subject))
      ? []
      : ['The subject of the federated credential must be the principal id of the identity.']),
  ];
}
