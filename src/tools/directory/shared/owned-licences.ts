import * as z from 'zod';

import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { count, text } from '../../output/graph-schema.ts';

const sku = z.object({
  skuId: z.string(),
  skuPartNumber: text,
  capabilityStatus: text,
  consumedUnits: count,
  prepaidUnits: z.object({ enabled: count, warning: count, suspended: count }).nullish(),
});

/** A licence that the organisation owns. `name` is the licence's part number, such as `SPE_E5`. */
export type Licence = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** The number of licences that can be assigned, including those that are about to expire. */
  readonly owned: number;
  readonly used: number;
  readonly free: number;
};

/** Reads all licences. Graph returns them in one response and does not support paging. */
export async function readLicences(call: ToolCall): Promise<readonly Licence[]> {
  const answer = await call.graph(read('/subscribedSkus', { select: Object.keys(sku.shape) }));
  return itemsOf(answer, sku).map(
    ({ skuId, skuPartNumber, capabilityStatus, consumedUnits, prepaidUnits }) => {
      const owned = (prepaidUnits?.enabled ?? 0) + (prepaidUnits?.warning ?? 0);
      const used = consumedUnits ?? 0;
      return {
        id: skuId,
        name: skuPartNumber ?? skuId,
        state: stateOf(capabilityStatus, prepaidUnits?.warning ?? 0),
        owned,
        used,
        free: Math.max(0, owned - used),
      };
    },
  );
}

function stateOf(status: string | null | undefined, warning: number): string {
  if (status === 'Enabled') return warning > 0 ? `${warning} expire soon` : '';
  return (status ?? '').toLowerCase();
}
