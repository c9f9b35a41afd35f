import { known, matcher } from '../compare.js';
import { publicUrl } from './settings.js';

/** The outputs, which the hooks read from the azd environment. @param {import('./facts.js').Facts} facts */
export function expectedOutputs(facts) {
  const { code, hasDomain, hosts, isFlex, isPrivate, names, suffix } = facts;
  const url = publicUrl(facts);
  const path = code.paths.mcp;
  return {
    PORTICO_URL: url,
    MCP_URL:
      typeof url === 'string'
        ? `${url}${path}`
        : isFlex
          ? known(names.app, 'defaultHostName', [`{0}${path}`, 'https://{0}'])
          : known(names.environment, 'defaultDomain', [`{0}${path}`, 'https://{0}.{1}', names.app]),
    APP_ORIGIN: isFlex
      ? known(names.app, 'defaultHostName', ['https://{0}'])
      : known(names.app, 'configuration.ingress.fqdn', ['https://{0}']),
    // scripts/azd/resources/resource-group.js and base/names.js derive the same names.
    AZURE_RESOURCE_GROUP: `rg-${facts.environmentName}`,
    AZURE_KEY_VAULT_NAME: names.vault,
    // The federated credential names this identity; the app presents the identity's tokens.
    IDENTITY_PRINCIPAL_ID: known(names.identity, 'principalId'),
    TOKEN_EXCHANGE_AUDIENCE: hosts.tokenExchangeAudience,
    EGRESS_ADDRESS: isPrivate ? known(`${names.network}-egress`, 'ipAddress') : '',
    DOMAIN_TARGET: hasDomain ? known(`portico-${suffix}`, 'hostName') : '',
    DOMAIN_TOKEN: hasDomain
      ? matcher('the validation token of the domain', (found) =>
          /\/customDomains\/[^']*'[^)]*\)\.validationProperties\.validationToken\]$/.test(String(found)),
        )
      : '',
  };
}
