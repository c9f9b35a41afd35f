import { expose } from '../src/hosts/azure.ts';

expose('protected-resource-sse');
