/** The Microsoft clouds that Portico runs in. */
export const cloudNames = ['public', 'usgov', 'usgovdod', 'china'] as const;

/** The name of a cloud, as the setting `CLOUD` takes it. */
export type CloudName = (typeof cloudNames)[number];

/** Where the services of one cloud live. */
export type Cloud = {
  readonly login: string;
  readonly graph: string;
  /** The audience of a client assertion made by a managed identity. */
  readonly tokenExchangeAudience: string;
};

/** The services of each cloud; the two US Government clouds share Entra and differ in Graph. */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: {
    login: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    tokenExchangeAudience: 'api://AzureADTokenExchange',
  },
  usgov: {
    login: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    tokenExchangeAudience: 'api://AzureADTokenExchangeUSGov',
  },
  usgovdod: {
    login: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    tokenExchangeAudience: 'api://AzureADTokenExchangeUSGov',
  },
  china: {
    login: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    tokenExchangeAudience: 'api://AzureADTokenExchangeChina',
  },
};
