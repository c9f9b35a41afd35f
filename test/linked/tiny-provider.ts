import type { ProviderName } from '../../src/config/provider-names.ts';
import type { Provider } from '../../src/linked/provider.ts';

/** A second provider, as docs/adding-a-provider.md describes it: a service for shopping lists. */
export const groceries: Provider = {
  name: 'groceries' as ProviderName,
  title: 'Groceries',
  issuer: 'https://accounts.groceries.example',
  authorizationEndpoint: 'https://accounts.groceries.example/authorize',
  tokenEndpoint: 'https://accounts.groceries.example/token',
  revocationEndpoint: 'https://accounts.groceries.example/revoke',
  api: 'https://api.groceries.example/v1',
  clientSecret: 'groceries-client-secret',
  scopes: { 'lists.read': 'See your shopping lists' },
  accountPage: 'https://groceries.example/apps',
  limits: { retryAfterSeconds: 5, longestWaitSeconds: 5 },
  explain: () => undefined,
};
