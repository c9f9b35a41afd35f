import { addAdministration } from './add-administration.ts';
import { addCalendars } from './add-calendars.ts';
import { addDirectory } from './add-directory.ts';
import { addGroupMail } from './add-group-mail.ts';
import { addFiles } from './add-files.ts';
import { addLists } from './add-lists.ts';
import { addMail } from './add-mail.ts';
import { addMailRules } from './add-mail-rules.ts';
import { addTeams } from './add-teams.ts';
import { addTranscripts } from './add-transcripts.ts';
import { addWork } from './add-work.ts';
import { demoTenant, people as demoPeople, type Person } from '../people.ts';
import type { TenantSource } from '../tenant.ts';

/** Returns the demo company. The same clock always results in the same data. */
export function demoSource(people: readonly Person[] = demoPeople): TenantSource {
  return {
    company: demoTenant,
    people,
    fill: (tenant) => {
      addDirectory(tenant, people);
      addMail(tenant, people);
      addCalendars(tenant, people);
      addFiles(tenant, people);
      addTeams(tenant);
      addWork(tenant);
      addLists(tenant);
      addAdministration(tenant);
      addMailRules(tenant, people);
      addGroupMail(tenant, people);
      addTranscripts(tenant);
    },
  };
}
