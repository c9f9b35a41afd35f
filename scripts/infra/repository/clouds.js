import { compare } from '../compare.js';

/**
 * The hosts and names that Azure documents for each cloud. Both Microsoft 365 US Government clouds use the same Azure
 * cloud.
 */
const government = {
  azure: 'AzureUSGovernment',
  arm: 'https://management.usgovcloudapi.net',
  sitesDomain: 'azurewebsites.us',
  containerAppsDomain: 'azurecontainerapps.us',
};
const azure = {
  public: {
    azure: 'AzureCloud',
    arm: 'https://management.azure.com',
    sitesDomain: 'azurewebsites.net',
    containerAppsDomain: 'azurecontainerapps.io',
  },
  usgov: government,
  usgovdod: government,
  china: {
    azure: 'AzureChinaCloud',
    arm: 'https://management.chinacloudapi.cn',
    sitesDomain: 'chinacloudsites.cn',
    containerAppsDomain: 'azurecontainerapps.cn',
  },
};

/**
 * Checks every host in every cloud. Compares the hosts for Entra and Graph with the code.
 * @param {import('../code.js').Code} code
 */
export function cloudProblems({ clouds, codeClouds }) {
  const wanted = Object.fromEntries(
    Object.entries(azure).map(([name, hosts]) => {
      const { login, graph, tokenExchangeAudience } = codeClouds[name];
      return [name, { ...hosts, login, graph, tokenExchangeAudience }];
    }),
  );
  return compare(clouds, wanted, 'clouds.json');
}
