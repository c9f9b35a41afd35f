import { readFileSync } from 'node:fs';

import { root } from '../scripts.ts';
import type { Clock } from './clock.ts';
import { parameterErrors, resolveParameters } from './parameters.ts';
import type { ContainerDomain, ResourceManager } from './resource-manager.ts';

/**
 * Does what Azure does with the templates: refuses parameters that break their rules, creates the resources, and sets
 * the outputs in the azd environment.
 */
export function deployTemplates(
  env: Record<string, string>,
  azure: ResourceManager,
  clock: Clock,
  appOrigin: string,
): void {
  const { values } = resolveParameters(env);
  const [error] = parameterErrors(values);
  if (error !== undefined) throw new Error(error);
  const suffix = String(values['suffix']);
  if (suffix === 'unset' || /^[0-]+$/.test(String(values['entraClientId'])))
    throw new Error('The preprovision hook has not run yet.');
  const vault = `kv-${suffix}`;
  const group = `rg-${String(values['environmentName'])}`;
  // Azure creates the group first, so it remains if another resource fails.
  azure.groups.set(group, { 'azd-env-name': String(values['environmentName']) });
  if (azure.taken.get(vault) !== undefined && azure.taken.get(vault) !== group)
    throw new Error(`VaultAlreadyExists: the name ${vault} is in use.`);
  deployVault(values, azure, vault);
  azure.taken.set(vault, group);
  azure.identities.add(suffix);
  if (!azure.assignments.has(suffix)) azure.assignments.set(suffix, clock.now());
  if (values['network'] === 'private') registerEndpoints(values, azure, suffix);
  checkProviders(values, azure);
  // The container app cannot be created if its identity cannot pull the image.
  if (
    values['hosting'] === 'containerApps' &&
    values['containerRegistryId'] &&
    !azure.images.canPull(`principal-of-${suffix}`)
  )
    throw new Error('InvalidParameterValueInContainerTemplate: unable to pull image using Managed identity.');
  if (values['hosting'] === 'containerApps') azure.containerApps.set(`ca-${suffix}`, domainsOf(values));
  if (Number(values['budgetAmount']) > 0) deployBudget(values, azure, clock, `budget-${suffix}`);
  const origin = env['PUBLIC_URL'] || appOrigin;
  Object.assign(env, {
    AZURE_RESOURCE_GROUP: group,
    AZURE_KEY_VAULT_NAME: vault,
    IDENTITY_PRINCIPAL_ID: `principal-of-${suffix}`,
    TOKEN_EXCHANGE_AUDIENCE:
      values['cloud'] === 'public' ? 'api://AzureADTokenExchange' : 'api://AzureADTokenExchangeUSGov',
    PORTICO_URL: origin,
    MCP_URL: `${origin}/mcp`,
    APP_ORIGIN: appOrigin,
    EGRESS_ADDRESS: values['network'] === 'private' ? '203.0.113.10' : '',
    DOMAIN_TARGET: values['customDomain'] ? 'portico.azurefd.net' : '',
    DOMAIN_TOKEN: values['customDomain'] ? 'token-of-the-domain' : '',
  });
}

/**
 * Azure automatically registers the providers of the resources in the templates. No template contains a resource of
 * Microsoft.ContainerService.
 */
function checkProviders(values: Readonly<Record<string, unknown>>, azure: ResourceManager): void {
  if (values['hosting'] !== 'containerApps' || values['network'] !== 'private') return;
  if (!azure.providers.has('Microsoft.ContainerService'))
    throw new Error(
      'SubscriptionIsNotRegistered: please register with the resource providers Microsoft.App and Microsoft.ContainerService.',
    );
}

/** Returns the custom domains of a deployment. They replace all custom domains of the container app. */
function domainsOf({ containerDomains }: Readonly<Record<string, unknown>>): ContainerDomain[] {
  return String(containerDomains)
    .split(',')
    .filter((one) => one !== '')
    .map((one) => {
      const [name = '', bindingType = '', certificateId = ''] = one.split('=');
      return { name, bindingType, ...(certificateId !== '' && { certificateId }) };
    });
}

/** Registers each private endpoint in a DNS zone of the stack or of the organisation. */
function registerEndpoints(
  values: Readonly<Record<string, unknown>>,
  azure: ResourceManager,
  suffix: string,
): void {
  const services = {
    vault: 'vaultcore.azure.net',
    blob: 'blob.core.windows.net',
    table: 'table.core.windows.net',
  };
  for (const [name, zone] of Object.entries(services))
    azure.endpoints.set(`pe-${suffix}-${name}`, values['privateDnsGroupId'] ? azure.dns.zoneId(zone) : zone);
}

/** Like Azure, refuses to change a budget's start date or to create a monthly budget that starts before this month. */
function deployBudget(
  values: Readonly<Record<string, unknown>>,
  azure: ResourceManager,
  clock: Clock,
  name: string,
): void {
  const start = String(values['budgetStart']);
  const known = azure.budgets.get(name);
  if ((known ?? start) !== start) throw new Error('400: the start date cannot be changed.');
  if (known === undefined && start < new Date(clock.now()).toISOString().slice(0, 7))
    throw new Error('400: the start date is before the current month.');
  azure.budgets.set(name, start);
}

/** A recovered vault keeps its old network rules. Only a later deployment changes the rules. */
function deployVault(values: Readonly<Record<string, unknown>>, azure: ResourceManager, name: string): void {
  const deleted = azure.deletedVaults.get(name);
  if ((deleted === undefined) === (values['vaultCreateMode'] === 'recover'))
    throw new Error(`ConflictError: ${name} is ${deleted ? '' : 'not '}deleted.`);
  if (deleted !== undefined) {
    azure.deletedVaults.delete(name);
    azure.vaults.set(name, deleted);
    return;
  }
  const known = azure.vaults.get(name) ?? { secrets: new Map<string, string[]>(), firewall: false };
  azure.vaults.set(name, { ...known, network: String(values['network']) });
}

/** Deletes the resource group. Vaults can be recovered; everything else is lost. */
export function removeGroup(env: Readonly<Record<string, string>>, azure: ResourceManager): void {
  for (const [name, vault] of azure.vaults) azure.deletedVaults.set(name, vault);
  azure.vaults.clear();
  azure.taken.clear();
  azure.identities.clear();
  azure.containerApps.clear();
  azure.endpoints.clear();
  azure.assignments.clear();
  azure.budgets.clear();
  azure.groups.delete(`rg-${env['AZURE_ENV_NAME'] ?? ''}`);
  azure.deployments.clear();
}

/** Returns the names of the outputs of main.bicep. */
export function templateOutputs(): string[] {
  const text = readFileSync(new URL('infra/main.bicep', root), 'utf8');
  return [...text.matchAll(/^output (\w+) /gm)].map((match) => match[1]!);
}
