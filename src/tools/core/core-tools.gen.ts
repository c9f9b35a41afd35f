// Written by `npm run generate` from the files in the area folders. Do not edit.
import { getAuthStatus } from './get-auth-status.ts';
import { getChanges } from './get-changes.ts';
import { getNextPage } from './get-next-page.ts';
import { graphBatch } from './graph-batch.ts';
import { graphDescribeOperation } from './graph-describe-operation.ts';
import { graphGet } from './graph-get.ts';
import { graphSearchOperations } from './graph-search-operations.ts';
import { graphWrite } from './graph-write.ts';
import { listToolsets } from './list-toolsets.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const coreTools: readonly Tool[] = [
  getAuthStatus,
  listToolsets,
  graphSearchOperations,
  graphDescribeOperation,
  graphGet,
  graphWrite,
  graphBatch,
  getNextPage,
  getChanges,
];
