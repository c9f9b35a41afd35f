import { calendarTasks } from './areas/calendar-tasks.ts';
import { directoryTasks, groupTasks, searchTasks } from './areas/company-tasks.ts';
import { excelTasks, fileTasks } from './areas/file-tasks.ts';
import { mailTasks } from './areas/mail-tasks.ts';
import { noteTasks, siteTasks } from './areas/note-and-site-tasks.ts';
import { peopleTasks } from './areas/people-tasks.ts';
import { taskListTasks } from './areas/task-list-tasks.ts';
import { teamTasks } from './areas/team-tasks.ts';

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
