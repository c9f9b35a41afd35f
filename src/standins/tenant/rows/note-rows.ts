import { bytes, freeId, guid, outlookId } from '../ids.ts';
import type { Tenant } from '../tenant.ts';
import { storedPage } from '../../onenote/page-html.ts';
import { midnightIn } from './task-rows.ts';

export type NewContact = {
  readonly name: string;
  readonly company: string;
  readonly job: string;
  readonly addresses: readonly string[];
  readonly phones: readonly string[];
  readonly mobile?: string | undefined;
  readonly notes?: string | undefined;
};

export function addContact(tenant: Tenant, owner: string, contact: NewContact): void {
  const [givenName = '', surname = ''] = contact.name.split(' ');
  const contacts = tenant.table(`/users/${owner}/contacts`);
  contacts.put({
    id: freeId((n) => outlookId(owner, `contact|${contact.name}${n}`), contacts),
    createdDateTime: '2025-02-03T09:00:00Z',
    lastModifiedDateTime: '2025-02-03T09:00:00Z',
    parentFolderId: outlookId(owner, 'contacts'),
    displayName: contact.name,
    givenName,
    surname,
    fileAs: `${surname}, ${givenName}`,
    jobTitle: contact.job,
    companyName: contact.company,
    department: null,
    businessPhones: contact.phones,
    homePhones: [],
    mobilePhone: contact.mobile ?? null,
    emailAddresses: contact.addresses.map((address) => ({ name: contact.name, address })),
    categories: [],
    personalNotes: contact.notes ?? '',
  });
}

/** A section's name, with the title and HTML of each page. */
export type NewSection = readonly [name: string, pages: readonly (readonly [title: string, html: string])[]];

export type NewNotebook = {
  readonly name: string;
  readonly sections: readonly NewSection[];
  readonly groups?: readonly { readonly name: string; readonly sections: readonly NewSection[] }[];
};

/** Where a section is added: in a notebook or one of its section groups. */
type SectionPlace = {
  readonly tenant: Tenant;
  /** The path of the owner's OneNote, for example `/users/{oid}/onenote`. */
  readonly base: string;
  readonly notebook: { readonly id: string; readonly name: string };
  readonly group?: { readonly id: string; readonly name: string };
};

/**
 * Adds a notebook. `owner` is a person's object id, or `/groups/{id}` for a group. The owner's first notebook is the
 * default one.
 */
export function addNotebook(tenant: Tenant, owner: string, notebook: NewNotebook): void {
  const base = `${owner.startsWith('/') ? owner : `/users/${owner}`}/onenote`;
  const notebooks = tenant.table(`${base}/notebooks`);
  const number = notebooks.all().length;
  const mark = number === 0 ? '' : `${number}|`;
  const book = notebooks.put({
    id: `1-${guid(`notebook|${mark}${owner}`)}`,
    ...stampIn(tenant),
    displayName: notebook.name,
    isDefault: number === 0,
    isShared: false,
    userRole: 'Owner',
  });
  const place = { tenant, base, notebook: { id: book.id, name: notebook.name } };
  for (const [index, section] of notebook.sections.entries())
    addSection(place, section, { mark: `${mark}${owner}`, isDefault: number === 0 && index === 0 });
  for (const group of notebook.groups ?? []) {
    const row = tenant.table(`${base}/sectionGroups`).put({
      id: `1-${guid(`group|${group.name}|${mark}${owner}`)}`,
      ...stampIn(tenant),
      displayName: group.name,
      parentNotebook: { id: book.id, displayName: notebook.name },
      $parent: book.id,
    });
    for (const section of group.sections)
      addSection({ ...place, group: { id: row.id, name: group.name } }, section, {
        mark: `${group.name}|${mark}${owner}`,
        isDefault: false,
      });
  }
}

function stampIn(tenant: Tenant) {
  return {
    createdDateTime: '2025-09-01T08:00:00Z',
    lastModifiedDateTime: midnightIn(tenant, -2).toISOString(),
  };
}

function addSection(
  { tenant, base, notebook, group }: SectionPlace,
  [name, pages]: NewSection,
  { mark, isDefault }: { readonly mark: string; readonly isDefault: boolean },
): void {
  const section = tenant.table(`${base}/sections`).put({
    id: `1-${guid(`section|${name}|${mark}`)}`,
    ...stampIn(tenant),
    displayName: name,
    isDefault,
    parentNotebook: { id: notebook.id, displayName: notebook.name },
    parentSectionGroup: group ? { id: group.id, displayName: group.name } : null,
    $parent: group?.id ?? notebook.id,
  });
  const table = tenant.table(`${base}/pages`);
  for (const [title, html] of pages)
    table.put({
      id: freeId((n) => `1-${bytes(`page|${mark}|${title}${n}`, 16).toString('hex')}!${section.id}`, table),
      ...stampIn(tenant),
      title,
      level: 0,
      order: 0,
      createdByAppId: '',
      contentUrl: '',
      parentSection: { id: section.id, displayName: name },
      $section: section.id,
      $html: storedPage(
        `<html lang="en-GB"><head><title>${escapeHtml(title)}</title></head><body>${html}</body></html>`,
      ),
    });
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
