import type * as z from 'zod';

import { plainIssue } from '../../../base/plain-issue.ts';
import { guid } from '../ids.ts';
import type { Company, Person } from '../people.ts';
import { TenantFullError } from '../tenant-store.ts';
import { emptyTenant, type Tenant, type TenantSource } from '../tenant.ts';
import { loadAdministration } from './load/load-administration.ts';
import { loadEvents } from './load/load-events.ts';
import { loadFiles } from './load/load-files.ts';
import { loadMail } from './load/load-mail.ts';
import { loadMailRules } from './load/load-mail-rules.ts';
import { loadPeople } from './load/load-people.ts';
import { loadTeams } from './load/load-teams.ts';
import { loadThreads } from './load/load-threads.ts';
import { loadWork } from './load/load-work.ts';
import { addressIn, createNames, oidIn } from './names.ts';
import { suggestionFor } from './nearest-names.ts';
import { createProblems, type Problems } from './file-problems.ts';
import { propertiesAt } from './schema/properties-at.ts';
import { findSyntaxError } from './syntax-error.ts';
import { type TenantFile, tenantFile } from './schema/tenant-file.ts';

/** Maximum size of a tenant file, in bytes. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/**
 * Either a company or the tenant file's problems. Each problem is one sentence that includes its position in the file.
 */
export type TenantFileResult =
  | { readonly ok: true; readonly source: TenantSource }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a tenant file. Relative dates in the file refer to `now`. */
export function readTenantFile(bytes: Buffer, now: () => Date): TenantFileResult {
  const problems = createProblems();
  const file = parse(bytes, problems);
  if (file === undefined) return { ok: false, problems: problems.list() };
  const company = companyOf(file);
  const loaded = emptyTenant(now, company);
  load(file, loaded, problems);
  if (problems.count() > 0) return { ok: false, problems: problems.list() };
  return {
    ok: true,
    source: {
      company,
      people: peopleOf(file),
      fill: (tenant) => tenant.copyFrom(loaded),
    },
  };
}

function parse(bytes: Buffer, problems: Problems): TenantFile | undefined {
  if (bytes.length > MAX_FILE_BYTES) {
    problems.add([], () => `has ${bytes.length} bytes; the maximum is ${MAX_FILE_BYTES}.`);
    return undefined;
  }
  const text = decode(bytes);
  if (text === undefined) {
    problems.add([], () => 'is not UTF-8: save it as UTF-8.');
    return undefined;
  }
  const wrong = findSyntaxError(text);
  if (wrong) {
    problems.add(
      [],
      () => `is not JSON: line ${wrong.line}, column ${wrong.column} must contain ${wrong.expected}.`,
    );
    return undefined;
  }
  const value: unknown = JSON.parse(text);
  const parsed = tenantFile.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) addIssue(issue, problems);
  return undefined;
}

/** Decodes UTF-8 and ignores a byte order mark. Returns undefined if the bytes are not valid UTF-8. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function addIssue(issue: z.core.$ZodIssue, problems: Problems): void {
  if (issue.code === 'unrecognized_keys') {
    const known = propertiesAt(tenantFile, issue.path);
    for (const key of issue.keys)
      problems.add([...issue.path, key.slice(0, 80)], () => {
        const suggestion = suggestionFor(key, known);
        return `is not a property of this object.${suggestion || ` It can have: ${known.join(', ')}.`}`;
      });
    return;
  }
  const hasOwnWords =
    issue.code === 'custom' || issue.code === 'invalid_union' || issue.message.startsWith('must ');
  problems.add(issue.path, () => `${hasOwnWords ? issue.message : plainIssue(issue)}.`);
}

function companyOf({ company }: TenantFile): Company {
  const { name, domain, id = guid(`tenant|${domain}`) } = company;
  return { id, name, domain };
}

function peopleOf(file: TenantFile): readonly Person[] {
  return file.people.map((person) => ({
    oid: oidIn(file, person),
    alias: person.alias,
    address: addressIn(file, person),
    name: person.name,
    title: person.title,
    department: person.department,
    office: person.office ?? file.company.city,
    manager: person.manager,
    roles: person.roles,
    ...(person.behaviour && { quirk: person.behaviour }),
  }));
}

function load(file: TenantFile, tenant: Tenant, problems: Problems): void {
  const loading = { file, tenant, problems, names: createNames(file, problems) };
  try {
    loadPeople(loading);
    loadMail(loading);
    loadMailRules(loading);
    loadEvents(loading);
    loadFiles(loading);
    loadTeams(loading);
    loadThreads(loading);
    loadWork(loading);
    loadAdministration(loading);
  } catch (error) {
    if (!(error instanceof TenantFullError)) throw error;
    problems.add([], () => `contains more than a mailbox, drive or list can hold: ${error.message}`);
  }
}
