/** Fictitious ids for predictions. */
export const subscriptionId = '11111111-1111-4111-8111-111111111111';
export const tenantId = '22222222-2222-4222-8222-222222222222';

/**
 * A stack of infra/stacks/ and its expected properties.
 * @typedef {{ name: string, cloud: string, hosting: 'flex' | 'containerApps', private: boolean, domain: string,
 *   location: string, budget: number, alwaysReady: number, createMode: string, audience: string }} Stack
 */

/** @type {readonly Stack[]} */
export const stacks = [
  {
    name: 'minimal',
    cloud: 'public',
    hosting: 'flex',
    private: false,
    domain: '',
    location: 'westeurope',
    budget: 0,
    alwaysReady: 0,
    createMode: 'default',
    audience: 'api://AzureADTokenExchange',
  },
  {
    name: 'private',
    cloud: 'public',
    hosting: 'flex',
    private: true,
    domain: '',
    location: 'westeurope',
    budget: 500,
    alwaysReady: 2,
    createMode: 'recover',
    audience: 'api://AzureADTokenExchange',
  },
  {
    name: 'usgov',
    cloud: 'usgovdod',
    hosting: 'containerApps',
    private: false,
    domain: '',
    location: 'usgovvirginia',
    budget: 0,
    alwaysReady: 0,
    createMode: 'default',
    audience: 'api://AzureADTokenExchangeUSGov',
  },
  {
    name: 'domain',
    cloud: 'public',
    hosting: 'flex',
    private: false,
    domain: 'mcp.contoso.com',
    location: 'westeurope',
    budget: 0,
    alwaysReady: 0,
    createMode: 'default',
    audience: 'api://AzureADTokenExchange',
  },
];
