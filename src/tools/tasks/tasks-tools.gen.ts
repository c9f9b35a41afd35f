// Written by `npm run generate` from the files in the area folders. Do not edit.
import { createPlannerTask } from './create-planner-task.ts';
import { createTodoTask } from './create-todo-task.ts';
import { deleteTodoTask } from './delete-todo-task.ts';
import { getPlannerTask } from './get-planner-task.ts';
import { getTodoTask } from './get-todo-task.ts';
import { listPlannerPlans } from './list-planner-plans.ts';
import { listPlannerTasks } from './list-planner-tasks.ts';
import { listTodoLists } from './list-todo-lists.ts';
import { listTodoTasks } from './list-todo-tasks.ts';
import { updatePlannerTask } from './update-planner-task.ts';
import { updateTodoTask } from './update-todo-task.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const tasksTools: readonly Tool[] = [
  listTodoLists,
  listTodoTasks,
  getTodoTask,
  createTodoTask,
  updateTodoTask,
  deleteTodoTask,
  listPlannerPlans,
  listPlannerTasks,
  getPlannerTask,
  createPlannerTask,
  updatePlannerTask,
];
