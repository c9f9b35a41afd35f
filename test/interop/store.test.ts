import { createTableStore } from '../../src/state/tables.ts';
import { describeStore } from '../state/store-contract.ts';
import { startAzurite } from './azurite.ts';

describeStore('Table Storage, played by a real Azurite', async () => {
  const azurite = await startAzurite();
  const identity = () => Promise.reject(new Error('Azurite takes no tokens over plain http'));
  const store = createTableStore({ url: azurite.url, identity, loopback: true });
  return { store, close: azurite.close };
});
