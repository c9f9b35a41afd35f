import type { ProviderName } from '../../config/provider-names.ts';
import type { Provider } from '../provider.ts';
import { spotify } from './spotify.ts';

export const allProviders: Readonly<Record<ProviderName, Provider>> = { spotify };
