import { calendarTasks } from './calendar-tasks.ts';
import { directoryTasks, groupTasks, searchTasks } from './company-tasks.ts';
import { excelTasks, fileTasks } from './file-tasks.ts';
import { mailTasks } from './mail-tasks.ts';
import { noteTasks, siteTasks } from './note-and-site-tasks.ts';
import { peopleTasks } from './people-tasks.ts';
import { taskListTasks } from './task-list-tasks.ts';
import { teamTasks } from './team-tasks.ts';

export const allTasks = [
  ...mailTasks,
  ...calendarTasks,
  ...peopleTasks,
  ...taskListTasks,
  ...fileTasks,
  ...excelTasks,
  ...noteTasks,
  ...teamTasks,
  ...siteTasks,
  ...groupTasks,
  ...directoryTasks,
  ...searchTasks,
];
