import { ensureConsent } from './admin-consent.js';
import {
  canManage,
  canReadDirectory,
  desiredApplication,
  updateApplication,
  withOwnId,
} from './application.js';
import { explainForbidden } from './forbidden.js';
import { graphPrincipal } from './permissions.js';
import { credentialName } from '../base/names.js';
import { retryUntilReplicated } from '../base/waiting.js';

/**
 * Completes the app registration with values that are known only after the deployment: redirect URIs, the federated
 * credential, admin consent. Returns the tasks that somebody else has to do, each as a list of lines. A second call
 * changes nothing and returns the same tasks.
 * @param {import('../hook.js').HookContext} context @returns {Promise<string[][]>}
 */
export async function completeSignIn(context) {
  const { env, graph } = context;
  if (!(await canReadDirectory(context))) {
    return [
      [
        `Somebody who is allowed to read Entra has to check the app registration ${env.ENTRA_CLIENT_ID}: azd provision`,
      ],
    ];
  }
  const principal = await graphPrincipal(graph);
  const application = await retryUntilReplicated(context, () =>
    graph.request('GET', `/v1.0/applications(appId='${env.ENTRA_CLIENT_ID}')`),
  );
  const redirectUris = ['callback', 'logout'].map((path) => `${env.PORTICO_URL}/${path}`);
  const wanted = { ...withOwnId(desiredApplication(env, principal), application), web: { redirectUris } };
  const tasks = [
    await updateApplication(context, application, wanted),
    await ensureFederatedCredential(context, application),
    await ensureConsent(context, principal),
  ];
  return tasks.filter(({ length }) => length > 0);
}

/**
 * Adds the managed identity to the application as a federated credential, so that no secret is needed. If the hooks may
 * not change the application, returns what the application's owner has to add.
 * @param {import('../hook.js').HookContext} context @param {import('./application.js').Application} application
 * @returns {Promise<string[]>}
 */
async function ensureFederatedCredential(context, application) {
  const { env, graph, cloud } = context;
  if (env.ENTRA_CREDENTIAL && env.ENTRA_CREDENTIAL !== 'federated') return [];
  const wanted = {
    issuer: `${cloud.login}/${env.AZURE_TENANT_ID}/v2.0`,
    subject: env.IDENTITY_PRINCIPAL_ID,
    audiences: [env.TOKEN_EXCHANGE_AUDIENCE],
  };
  const path = `/v1.0/applications/${application.id}/federatedIdentityCredentials`;
  const { value } = await graph.request('GET', path);
  const isOurs = (/** @type {any} */ one) => one.issuer === wanted.issuer && one.subject === wanted.subject;
  const matches = (/** @type {any} */ one) => isOurs(one) && one.audiences?.[0] === wanted.audiences[0];
  if (value.some(matches)) return [];
  if (!canManage(env)) {
    return [
      `Add this federated credential to the app registration ${application.appId}: ${JSON.stringify(wanted)}`,
    ];
  }
  // Several environments can share an application, so each environment has its own credential. Entra refuses a second
  // credential with the same issuer and subject.
  const ownName = credentialName(env.PORTICO_SUFFIX ?? '');
  const old = value.find(isOurs) ?? value.find((/** @type {any} */ { name }) => name === ownName);
  const write = () =>
    old === undefined
      ? graph.request('POST', path, { body: { name: ownName, ...wanted } })
      : graph.request('PATCH', `${path}/${old.id}`, { body: wanted });
  await retryUntilReplicated(context, write).catch(
    explainForbidden('add a federated credential to the app registration', 'Application Administrator'),
  );
  return [];
}
