import { compare, known, matcher } from '../compare.js';
import { hasSettings } from '../settings-expression.js';
import { expectedSettings } from './settings.js';

/** @typedef {import('./facts.js').Facts} Facts @typedef {import('./facts.js').Expected} Expected */

/** @param {Facts} facts @returns {Expected[]} */
export function expectedFunctionApp(facts) {
  const { alwaysReady, id, ids, isClosed, isFlex, isPrivate, location, names, suffix, tags } = facts;
  if (!isFlex) return [];
  return [
    {
      type: 'Microsoft.Web/serverfarms',
      name: `plan-${suffix}`,
      location,
      tags,
      kind: 'functionapp',
      sku: { name: 'FC1', tier: 'FlexConsumption' },
      // In Azure, this flag means Linux.
      properties: { reserved: true },
    },
    {
      type: 'Microsoft.Web/sites',
      name: names.app,
      location,
      // azd deploys to the site with this tag. The tag's value is the name of the service in azure.yaml.
      tags: { ...tags, 'azd-service-name': facts.code.service },
      kind: 'functionapp,linux',
      // Only user-assigned identities, because a system-assigned identity would have no roles.
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: { [ids.identity]: {}, [ids.releaseIdentity]: {} },
      },
      // Easy Auth, CORS, client certificates and affinity are not configured, because Azure would then respond before
      // Portico does. Flex rejects alwaysOn, linuxFxVersion and health checks.
      properties: {
        serverFarmId: id('Microsoft.Web/serverfarms', `plan-${suffix}`),
        httpsOnly: true,
        publicNetworkAccess: isClosed ? 'Disabled' : 'Enabled',
        virtualNetworkSubnetId: isPrivate ? `${ids.network}/subnets/app` : undefined,
        siteConfig: {
          minTlsVersion: '1.2',
          scmMinTlsVersion: '1.2',
          ftpsState: 'Disabled',
          ...restrictions(facts),
        },
        functionAppConfig: {
          // The version that build.js targets and that Flex offers.
          runtime: { name: 'node', version: facts.code.nodeVersion },
          deployment: {
            storage: {
              type: 'blobContainer',
              value: known(names.storage, 'primaryEndpoints.blob', ['{0}{1}', 'releases']),
              authentication: {
                type: 'UserAssignedIdentity',
                userAssignedIdentityResourceId: ids.releaseIdentity,
              },
            },
          },
          scaleAndConcurrency: {
            instanceMemoryMB: facts.instanceMemoryMB,
            maximumInstanceCount: facts.maximumInstances,
            // All HTTP functions scale as one group named http.
            alwaysReady: alwaysReady === 0 ? [] : [{ name: 'http', instanceCount: alwaysReady }],
            triggers: { http: { perInstanceConcurrency: facts.httpConcurrency } },
          },
        },
      },
    },
    {
      type: 'Microsoft.Web/sites/config',
      name: `${names.app}/appsettings`,
      properties: settingsOrExpression(facts),
    },
    // Publishing credentials would be secrets that allow replacing the code.
    ...['ftp', 'scm'].map((name) => ({
      type: 'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
      name: `${names.app}/${name}`,
      properties: { allow: false },
    })),
  ];
}

/** @param {Facts} facts */
function settingsOrExpression(facts) {
  const wanted = expectedSettings(facts);
  return matcher('the settings of the app', (found) =>
    typeof found === 'string' ? hasSettings(found, wanted) : compare(found, wanted, 'settings').length === 0,
  );
}

/** Who can send requests: anyone, this Front Door, or the gateways. @param {Facts} facts */
function restrictions({ gateways, hasDomain, names }) {
  if (hasDomain) {
    return {
      ipSecurityRestrictionsDefaultAction: 'Deny',
      ipSecurityRestrictions: [
        {
          name: 'front-door',
          priority: 100,
          action: 'Allow',
          tag: 'ServiceTag',
          ipAddress: 'AzureFrontDoor.Backend',
          // The service tag covers the Front Doors of all customers, so requests must also carry the id of this Front
          // Door.
          headers: { 'x-azure-fdid': [known(names.frontDoor, 'frontDoorId')] },
        },
      ],
    };
  }
  return {
    ipSecurityRestrictionsDefaultAction: gateways.length > 0 ? 'Deny' : 'Allow',
    ipSecurityRestrictions: gateways.map((range, index) => ({
      name: `gateway-${index}`,
      priority: 100 + index,
      action: 'Allow',
      ipAddress: range,
    })),
  };
}
