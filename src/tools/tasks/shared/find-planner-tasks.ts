import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems, type AllItems } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { unlessMissing } from '../../unless-missing.ts';
import { pickOpenFirst } from './open-first.ts';
import { findPlan, MOST_TASKS, plannerTask, tasksOfPlan, type PlannerTask } from './planner-plans.ts';

const plannerId = /^[\w-]{28}$/;

/**
 * Finds Planner tasks by id, or by title in a plan or among the caller's tasks. Open tasks take precedence, because a
 * repeating task has the same title as its completed occurrences. Throws `ToolError('ambiguous')` with the candidates,
 * or `ToolError('not_found')`.
 */
export async function findPlannerTasks(
  given: readonly string[],
  planName: string | undefined,
  call: ToolCall,
): Promise<readonly PlannerTask[]> {
  let inReach: Promise<AllItems<PlannerTask>> | undefined;
  const found = await Promise.all(
    given.map(async (one) => {
      const byId = plannerId.test(one.trim()) ? await readTask(one.trim(), call) : undefined;
      if (byId !== undefined) return byId;
      inReach ??= tasksInReach(planName, call);
      const { items, isCut } = await inReach;
      const candidates = items.map((task) => ({
        id: task.id,
        task,
        name: task.title ?? '',
        detail: `${task.percentComplete ?? 0}%`,
      }));
      const open = candidates.filter(({ task }) => task.percentComplete !== 100);
      const what = planName === undefined ? 'Planner task assigned to you' : 'task in this plan';
      const choice = { what, isCut };
      const { task } = await pickOpenFirst(one, { candidates: open, choice }, () => ({ candidates, choice }));
      return task;
    }),
  );
  return [...new Map(found.map((task) => [task.id, task])).values()];
}

async function tasksInReach(planName: string | undefined, call: ToolCall): Promise<AllItems<PlannerTask>> {
  if (planName !== undefined) return tasksOfPlan((await findPlan(planName, call)).id, call);
  return allItems(call, read('/me/planner/tasks'), plannerTask, MOST_TASKS);
}

/** Reads a task. Returns undefined for an unknown id, because a title can look like an id. */
async function readTask(id: string, call: ToolCall): Promise<PlannerTask | undefined> {
  const answer = await call.graph(read(path`/planner/tasks/${id}`)).catch(unlessMissing);
  return answer && entityOf(answer, plannerTask);
}
