import { compare, matcher } from '../compare.js';
import { hasSettings } from '../settings-expression.js';
import { expectedSettings } from './settings.js';

/** @typedef {import('./facts.js').Facts} Facts @typedef {import('./facts.js').Expected} Expected */

/** @param {Facts} facts @returns {Expected[]} */
export function expectedContainerApp(facts) {
  const { code, gateways, ids, isClosed, isFlex, isPrivate, location, names, tags } = facts;
  if (isFlex) return [];
  const port = code.containerPort;
  return [
    {
      type: 'Microsoft.App/managedEnvironments',
      name: names.environment,
      location,
      tags,
      properties: {
        // Diagnostic settings send the logs to the workspace, so the workspace's key is not needed.
        appLogsConfiguration: { destination: 'azure-monitor' },
        // Billed by usage, like Flex.
        workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }],
        publicNetworkAccess: isClosed ? 'Disabled' : 'Enabled',
        vnetConfiguration: isPrivate ? { infrastructureSubnetId: `${ids.network}/subnets/app` } : undefined,
      },
    },
    {
      type: 'Microsoft.App/containerApps',
      name: names.app,
      location,
      tags,
      identity: { type: 'UserAssigned', userAssignedIdentities: { [ids.identity]: {} } },
      properties: {
        environmentId: ids.environment,
        workloadProfileName: 'Consumption',
        configuration: {
          activeRevisionsMode: 'Single',
          registries: registry(facts),
          ingress: {
            external: true,
            allowInsecure: false,
            targetPort: port,
            transport: 'auto',
            customDomains: domains(facts),
            ipSecurityRestrictions: gateways.map((range, index) => ({
              name: `gateway-${index}`,
              action: 'Allow',
              ipAddressRange: range,
            })),
          },
        },
        template: {
          containers: [
            {
              name: 'portico',
              image: facts.containerImage,
              // Container Apps accept only combinations with 2 GB of memory per CPU core.
              resources: { cpu: 0.5, memory: '1Gi' },
              env: settingsList(facts),
              probes: [
                // A failing dependency does not justify a restart.
                {
                  type: 'Liveness',
                  httpGet: { path: code.paths.healthz, port },
                  periodSeconds: 10,
                  failureThreshold: 3,
                },
                // During the first deployment, the seal root does not exist and the roles are not yet in effect, so a
                // probe of /readyz would make the deployment fail. The hook waits for /readyz afterwards.
                {
                  type: 'Readiness',
                  httpGet: { path: code.paths.healthz, port },
                  periodSeconds: 10,
                  failureThreshold: 3,
                },
              ],
            },
          ],
          scale: {
            minReplicas: facts.alwaysReady,
            maxReplicas: facts.maximumInstances,
            rules: [
              { name: 'http', http: { metadata: { concurrentRequests: String(facts.httpConcurrency) } } },
            ],
          },
          // Longer than the Node host takes to finish calls.
          terminationGracePeriodSeconds: 30,
        },
      },
    },
  ];
}

/** The bound domains. A domain that has no certificate yet is bound as `Disabled`. @param {Facts} facts */
function domains({ containerDomains }) {
  return containerDomains
    .split(',')
    .filter((one) => one !== '')
    .map((one) => {
      const [name, bindingType, certificateId] = one.split('=');
      return { name, bindingType, certificateId: certificateId || undefined };
    });
}

/**
 * The registry's host is that of the image: it is not always the registry's name and the cloud's suffix, because a
 * registry with a domain name label has a hash in its host. @param {Facts} facts
 */
function registry({ containerImage, containerRegistryId, ids }) {
  if (containerRegistryId === '') return [];
  return [{ server: containerImage.split('/')[0], identity: ids.identity }];
}

/** The order of the settings does not matter. @param {Facts} facts */
function settingsList(facts) {
  const wanted = expectedSettings(facts);
  return matcher('the settings of the app', (found) => {
    if (typeof found === 'string') return hasSettings(found, wanted);
    if (!Array.isArray(found)) return false;
    const settings = Object.fromEntries(found.map(({ name, value }) => [name, value]));
    const names = found.every((one) => Object.keys(one).toSorted().join() === 'name,value');
    return names && compare(settings, wanted, 'env').length === 0;
  });
}
