import { differences, label, targetOf } from '../prediction.js';

/** @typedef {import('../prediction.js').Prediction} Prediction @typedef {import('../stacks.js').Stack} Stack */

/** The roles of the identities, each with its scope and the number of assignments. */
const grants = [
  {
    role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    on: /\/blobServices\/default\/containers\/azure-webjobs-(hosts|secrets)$/,
    flexOnly: true,
    times: 2,
    identity: 'app',
  },
  {
    role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    on: /\/blobServices\/default\/containers\/releases$/,
    flexOnly: true,
    times: 1,
    identity: 'release',
  },
  {
    role: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
    on: /\/tableServices\/default\/tables\/portico[a-z]+$/,
    // One for each table of src/state/store.ts.
    times: 7,
    identity: 'app',
  },
  {
    role: '4633458b-17de-408a-b874-0445c86b69e6',
    on: /\/Microsoft\.KeyVault\/vaults\/[^/]+$/,
    times: 1,
    identity: 'app',
  },
  {
    role: '3913510d-42f4-4e42-8a64-420c390055eb',
    on: /\/Microsoft\.Insights\/components\/[^/]+$/,
    times: 1,
    identity: 'app',
  },
];

/** @type {Record<string, RegExp>} */
const principals = {
  app: /userAssignedIdentities\/id-\w+'.*\.principalId/,
  release: /userAssignedIdentities\/id-\w+-release'.*\.principalId/,
};

/** Checks that exactly these roles are assigned. @param {Prediction} prediction @param {Stack} stack */
export function checkRoles(prediction, stack) {
  const given = prediction.of('Microsoft.Authorization/roleAssignments').map((assignment) => ({
    assignment,
    grant: grants.find(
      ({ role, on }) =>
        String(assignment.properties.roleDefinitionId).endsWith(`/roleDefinitions/${role}`) &&
        on.test(targetOf(assignment)),
    ),
  }));
  const known = given.flatMap(({ assignment, grant }) =>
    grant === undefined
      ? [`The role ${assignment.properties.roleDefinitionId} is not needed on ${targetOf(assignment)}.`]
      : differences(assignment, {
          'properties.principalId': principals[grant.identity],
          'properties.principalType': 'ServicePrincipal',
        }),
  );
  const missing = grants.filter((grant) => {
    const wanted = grant.flexOnly && stack.hosting !== 'flex' ? 0 : grant.times;
    return given.filter((one) => one.grant === grant).length !== wanted;
  });
  return [
    ...known,
    ...missing.map(({ role, on, times }) => `The role ${role} must be assigned ${times} time(s) on ${on}.`),
  ];
}

/** Checks that the app uses the identities that have the roles. @param {Prediction} prediction @param {Stack} stack */
export function checkIdentity(prediction, stack) {
  const identities = prediction.of('Microsoft.ManagedIdentity/userAssignedIdentities');
  const expected = stack.hosting === 'flex' ? 2 : 1;
  if (identities.length !== expected) return [`There must be ${expected} identities.`];
  const type = stack.hosting === 'flex' ? 'Microsoft.Web/sites' : 'Microsoft.App/containerApps';
  return prediction
    .of(type)
    .flatMap((app) => [
      ...differences(app, { 'identity.type': 'UserAssigned' }),
      ...identities
        .filter(({ id }) => !(id in (app.identity?.userAssignedIdentities ?? {})))
        .map(({ name }) => `${label(app)} does not use the identity ${name}.`),
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
