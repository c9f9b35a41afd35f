import * as z from 'zod';
import { parseJson, type Reply } from '../graph-call.ts';
import { badRequest, GraphError } from '../graph-errors.ts';
import { faultRule, type Faults } from './fault-rules.ts';

const rulesInput = z.union([
  z.object({ rules: z.array(faultRule).max(100) }),
  faultRule.transform((rule) => ({ rules: [rule] })),
]);

/** Handles the control endpoint: POST adds one rule or `{ rules: [...] }`, DELETE removes all rules. */
export function answerFaultRequest(faults: Faults, method: string, body: Buffer): Reply {
  if (method === 'DELETE') {
    faults.reset();
    return { status: 204 };
  }
  if (method !== 'POST') throw new GraphError(405, 'BadRequest', 'Use POST or DELETE.');
  const parsed = rulesInput.safeParse(parseJson(body, 'The body is not JSON.'));
  if (!parsed.success) throw badRequest(`Invalid fault rule: ${z.prettifyError(parsed.error)}`);
  for (const rule of parsed.data.rules) faults.add(rule);
  return { status: 204 };
}
