import { known } from '../compare.js';

/** @typedef {import('./facts.js').Facts} Facts @typedef {import('./facts.js').Expected} Expected */

const PROFILE = 'Microsoft.Cdn/profiles';

/** @param {Facts} facts @returns {Expected[]} */
export function expectedFrontDoor(facts) {
  const { customDomain, hasDomain, id, names, suffix, tags } = facts;
  // Only a custom domain needs a Front Door, and a Front Door costs money even without requests.
  if (!hasDomain) return [];
  const profile = names.frontDoor;
  const endpoint = `${profile}/portico-${suffix}`;
  // Azure allows only letters, digits and hyphens in this name.
  const domain = `${profile}/${customDomain.replaceAll('.', '-')}`;
  return [
    {
      type: PROFILE,
      name: profile,
      location: 'global',
      tags,
      // Premium would add a firewall that blocks legitimate emails, at ten times the price.
      sku: { name: 'Standard_AzureFrontDoor' },
      properties: { originResponseTimeoutSeconds: facts.code.frontDoorTimeoutSeconds },
    },
    {
      type: `${PROFILE}/afdEndpoints`,
      name: endpoint,
      location: 'global',
      tags,
      properties: { enabledState: 'Enabled' },
    },
    {
      type: `${PROFILE}/originGroups`,
      name: `${profile}/app`,
      // No health probes, because they would keep an idle app running. No affinity, because instances keep no state.
      properties: { loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3 } },
    },
    {
      type: `${PROFILE}/originGroups/origins`,
      name: `${profile}/app/app`,
      properties: {
        hostName: known(names.app, 'defaultHostName'),
        // Azure finds the site by this header.
        originHostHeader: known(names.app, 'defaultHostName'),
        httpsPort: 443,
        enforceCertificateNameCheck: true,
      },
    },
    {
      type: `${PROFILE}/customDomains`,
      name: domain,
      properties: {
        hostName: customDomain,
        tlsSettings: { certificateType: 'ManagedCertificate', minimumTlsVersion: 'TLS12' },
      },
    },
    {
      type: `${PROFILE}/afdEndpoints/routes`,
      name: `${endpoint}/app`,
      // No cacheConfiguration, because each response is for one user only.
      properties: {
        originGroup: { id: id(`${PROFILE}/originGroups`, `${profile}/app`) },
        customDomains: [{ id: id(`${PROFILE}/customDomains`, domain) }],
        // Tokens are issued for the domain only.
        linkToDefaultDomain: 'Disabled',
        patternsToMatch: ['/*'],
        // HTTP requests are accepted only to redirect them.
        supportedProtocols: ['Http', 'Https'],
        httpsRedirect: 'Enabled',
        forwardingProtocol: 'HttpsOnly',
      },
    },
  ];
}
