// Runs after the templates are deployed (azure.yaml): everything that depends on their outputs.
import { ensureConsent } from './admin-consent.js';
import { canReadDirectory } from './application.js';
import { run } from './hook.js';
import { isMain } from './main.js';
import { ensureSealRoot } from './seal-root.js';
import { ensureRedirectUris, getApplication, ensureFederatedCredential } from './sign-in.js';
import { Stop } from './stop.js';

/** Outputs of the templates that this hook needs. */
const outputs = [
  'PORTICO_URL',
  'AZURE_RESOURCE_GROUP',
  'AZURE_KEY_VAULT_NAME',
  'IDENTITY_PRINCIPAL_ID',
  'TOKEN_EXCHANGE_AUDIENCE',
];

/** @param {import('./hook.js').HookContext} context */
export async function postprovision(context) {
  const missing = outputs.filter((name) => !context.env[name]);
  if (missing.length > 0)
    throw new Stop(`The deployment did not set ${missing.join(', ')}. Run azd provision first.`);
  await ensureSealRoot(context);
  if (await canReadDirectory(context)) {
    const application = await getApplication(context);
    await ensureRedirectUris(context, application);
    await ensureFederatedCredential(context, application);
    await ensureConsent(context);
  }
  printDnsRecords(context);
}

/** @param {import('./hook.js').HookContext} context */
function printDnsRecords({ env, print }) {
  if (!env.CUSTOM_DOMAIN || !env.DOMAIN_TARGET) return;
  print('');
  print(
    `Create these DNS records for ${env.CUSTOM_DOMAIN}. Azure then issues the certificate, which takes up to an hour.`,
  );
  print(`  ${env.CUSTOM_DOMAIN}          CNAME  ${env.DOMAIN_TARGET}`);
  print(`  _dnsauth.${env.CUSTOM_DOMAIN} TXT    ${env.DOMAIN_TOKEN}`);
}

if (isMain(import.meta.url)) await run(postprovision);
