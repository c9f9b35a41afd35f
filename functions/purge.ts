import { exposePurge } from '../src/hosts/azure.ts';

exposePurge();
