export const cloudNames = ['public', 'usgov', 'usgovdod', 'china'] as const;

/** A value of the `CLOUD` setting. */
export type CloudName = (typeof cloudNames)[number];

export type Cloud = {
  readonly login: string;
  readonly graph: string;
  /** The audience for client assertions from a managed identity. */
  readonly tokenExchangeAudience: string;
};

/** The two US Government clouds share Entra but not Graph. */
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
