import { catchUpOnChannel } from './catch-up-on-channel.ts';
import { cleanUpTasks } from './clean-up-tasks.ts';
import { dailyBriefing } from './daily-briefing.ts';
import { draftReply } from './draft-reply.ts';
import { findFile } from './find-file.ts';
import { findMeetingTime } from './find-meeting-time.ts';
import { prepareMeeting } from './prepare-meeting.ts';
import { triageInbox } from './triage-inbox.ts';
import { weeklyReport } from './weekly-report.ts';
import { whoIs } from './who-is.ts';
import { neededTools, type Workflow } from './workflow.ts';

/** All workflows, in the order in which prompts and skills are listed. */
export const workflows: readonly Workflow[] = [
  dailyBriefing,
  triageInbox,
  prepareMeeting,
  findMeetingTime,
  catchUpOnChannel,
  draftReply,
  weeklyReport,
  whoIs,
  findFile,
  cleanUpTasks,
];

/** Returns the workflows that work with these tools. */
export function workflowsFor(tools: readonly { readonly name: string }[]): readonly Workflow[] {
  const names = new Set(tools.map(({ name }) => name));
  return workflows.filter((workflow) => neededTools(workflow).every((name) => names.has(name)));
}
