import { updateApplication, explainForbidden, canManage } from './application.js';
import { retryUntilReplicated } from './waiting.js';

const CREDENTIAL = 'portico-identity';

/** The application that sign-ins go through. @param {import('./hook.js').HookContext} context */
export function getApplication(context) {
  return retryUntilReplicated(context, () =>
    context.graph.request('GET', `/v1.0/applications(appId='${context.env.ENTRA_CLIENT_ID}')`),
  );
}

/**
 * Lets people come back to where the stack turned out to be, from signing in and from signing out.
 * @param {import('./hook.js').HookContext} context @param {import('./application.js').Application} application
 */
export async function ensureRedirectUris(context, application) {
  const redirectUris = ['callback', 'logout'].map((path) => `${context.env.PORTICO_URL}/${path}`);
  await updateApplication(context, application, { web: { redirectUris } });
}

/**
 * Lets the stack's identity stand for the application, so that there is no secret.
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
      `The app registration ${application.appId} needs a federated credential: ${JSON.stringify(wanted)}`,
    );
    return;
  }
  const old = value.find((/** @type {any} */ { name }) => name === CREDENTIAL);
  const write = () =>
    old === undefined
      ? graph.request('POST', path, { body: { name: CREDENTIAL, ...wanted } })
      : graph.request('PATCH', `${path}/${old.id}`, { body: wanted });
  await retryUntilReplicated(context, write).catch(
    explainForbidden('give the app registration a federated credential', 'Application Administrator'),
  );
}
