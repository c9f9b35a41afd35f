import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import { changeCurrent } from '../../changes/change-current.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { plannerTask, type PlannerTask } from './planner-plans.ts';
import { detailsPath, readDetails, type TaskDetails } from './task-details.ts';

type Versioned = { readonly '@odata.etag'?: string | null | undefined };

type Target<Entity> = {
  readonly path: string;
  readonly present: Entity;
  /** Returns the request body for the change; an empty object if nothing is left to change. */
  readonly bodyOf: (present: Entity) => Readonly<Record<string, unknown>>;
  readonly again: () => Promise<Entity>;
};

/**
 * Changes a task. If another user has changed the task in the meantime, reads the task again and repeats the change
 * once.
 */
export async function patchTask(
  task: PlannerTask,
  body: Readonly<Record<string, unknown>>,
  call: ToolCall,
): Promise<void> {
  const taskPath = path`/planner/tasks/${task.id}`;
  const again = async () => entityOf(await call.graph(read(taskPath)), plannerTask);
  await patch({ path: taskPath, present: task, bodyOf: () => body, again }, call);
}

/** Like `patchTask`, but for the details of a task. */
export async function patchDetails(
  task: PlannerTask,
  present: TaskDetails,
  bodyOf: (present: TaskDetails) => Readonly<Record<string, unknown>>,
  call: ToolCall,
): Promise<void> {
  await patch({ path: detailsPath(task), present, bodyOf, again: () => readDetails(task, call) }, call);
}

async function patch<Entity extends Versioned>(target: Target<Entity>, call: ToolCall): Promise<void> {
  const send = async (present: Entity): Promise<void> => {
    const body = target.bodyOf(present);
    if (Object.keys(body).length === 0) return;
    await call.graph({
      method: 'PATCH',
      path: target.path,
      body,
      headers: { 'if-match': present['@odata.etag'] ?? '' },
      repeat: 'safe',
    });
  };
  await changeCurrent(target.present, target.again, send);
}
