import { change, explain, mayManage } from './application.js';
import { onceReplicated } from './waiting.js';

const CREDENTIAL = 'portico-identity';

/** The application that sign-ins go through. @param {import('./hook.js').Needs} needs */
export function theApplication(needs) {
  return onceReplicated(needs, () =>
    needs.graph.request('GET', `/v1.0/applications(appId='${needs.env.ENTRA_CLIENT_ID}')`),
  );
}

/**
 * Lets people come back to where the stack turned out to be, from signing in and from signing out.
 * @param {import('./hook.js').Needs} needs @param {import('./application.js').Application} application
 */
export async function allowRedirect(needs, application) {
  const redirectUris = ['callback', 'logout'].map((path) => `${needs.env.PORTICO_URL}/${path}`);
  await change(needs, application, { web: { redirectUris } });
}

/**
 * Lets the stack's identity stand for the application, so that there is no secret.
 * @param {import('./hook.js').Needs} needs @param {import('./application.js').Application} application
 */
export async function trustIdentity(needs, application) {
  const { env, graph, cloud, print } = needs;
  if (env.ENTRA_CREDENTIAL && env.ENTRA_CREDENTIAL !== 'federated') return;
  const wanted = {
    issuer: `${cloud.login}/${env.AZURE_TENANT_ID}/v2.0`,
    subject: env.IDENTITY_PRINCIPAL_ID,
    audiences: [env.TOKEN_EXCHANGE_AUDIENCE],
  };
  const path = `/v1.0/applications/${application.id}/federatedIdentityCredentials`;
  const { value } = await graph.request('GET', path);
  const same = (/** @type {any} */ one) =>
    one.issuer === wanted.issuer &&
    one.subject === wanted.subject &&
    one.audiences?.[0] === wanted.audiences[0];
  if (value.some(same)) return;
  if (!mayManage(env)) {
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
  await onceReplicated(needs, write).catch(
    explain('give the app registration a federated credential', 'Application Administrator'),
  );
}
