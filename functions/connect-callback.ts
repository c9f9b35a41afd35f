import { expose } from '../src/hosts/azure.ts';

expose('connect-callback');
