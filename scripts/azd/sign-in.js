import { updateApplication, explainForbidden, canManage } from './application.js';
import { retryUntilReplicated } from './waiting.js';

const CREDENTIAL = 'portico-identity';

/** @param {import('./hook.js').HookContext} context */
export function getApplication(context) {
  return retryUntilReplicated(context, () =>
    context.graph.request('GET', `/v1.0/applications(appId='${context.env.ENTRA_CLIENT_ID}')`),
  );
}

/**
 * Registers the redirect URIs of sign-in and sign-out, which are known after the deployment.
 * @param {import('./hook.js').HookContext} context @param {import('./application.js').Application} application
 */
export async function ensureRedirectUris(context, application) {
  const redirectUris = ['callback', 'logout'].map((path) => `${context.env.PORTICO_URL}/${path}`);
  await updateApplication(context, application, { web: { redirectUris } });
}

/**
 * Makes the managed identity a federated credential of the application, so that no secret is needed.
 * @param {import('./hook.js').HookContext} context @param {import('./application.js').Application} application
 */
export async function ensureFederatedCredential(context, application) {
  const { env, graph, cloud, print } = context;
  if (env.ENTRA_CREDENTIAL && env.ENTRA_CREDENTIAL !== 'federated') return;
  const wanted = {
    issuer: `${cloud.login}/${env.AZURE_TENANT_ID}/v2.0`,
    subject: env.IDENTITY_PRINCIPAL_ID,
    audiences: [env.TOKEN_EXCHANGE_AUDIENCE],
  };
  const path = `/v1.0/applications/${application.id}/federatedIdentityCredentials`;
  const { value } = await graph.request('GET', path);
  const matches = (/** @type {any} */ one) =>
    one.issuer === wanted.issuer &&
    one.subject === wanted.subject &&
    one.audiences?.[0] === wanted.audiences[0];
  if (value.some(matches)) return;
  if (!canManage(env)) {
    print(
      `Add this federated credential to the app registration ${application.appId}: ${JSON.stringify(wanted)}`,
    );
    return;
  }
  const old = value.find((/** @type {any} */ { name }) => name === CREDENTIAL);
  const write = () =>
    old === undefined
      ? graph.request('POST', path, { body: { name: CREDENTIAL, ...wanted } })
      : graph.request('PATCH', `${path}/${old.id}`, { body: wanted });
  await retryUntilReplicated(context, write).catch(
    explainForbidden('add a federated credential to the app registration', 'Application Administrator'),
  );
}
