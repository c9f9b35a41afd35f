import { bytes, freeId, guid, outlookId } from '../ids.ts';
import type { Tenant } from '../tenant.ts';
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

/** Adds a contact to a mailbox. */
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

/** A notebook's sections, with the title and HTML of each page. */
export type NewNotebook = {
  readonly name: string;
  readonly sections: readonly (readonly [
    name: string,
    pages: readonly (readonly [title: string, html: string])[],
  ])[];
};

/** Adds a notebook. A user's first notebook is the default one. */
export function addNotebook(tenant: Tenant, owner: string, notebook: NewNotebook): void {
  const base = `/users/${owner}/onenote`;
  const notebooks = tenant.table(`${base}/notebooks`);
  const number = notebooks.all().length;
  const mark = number === 0 ? '' : `${number}|`;
  const id = (kind: string) => `1-${guid(`${kind}|${mark}${owner}`)}`;
  const stamp = {
    createdDateTime: '2025-09-01T08:00:00Z',
    lastModifiedDateTime: midnightIn(tenant, -2).toISOString(),
  };
  const book = notebooks.put({
    id: id('notebook'),
    ...stamp,
    displayName: notebook.name,
    isDefault: number === 0,
    isShared: false,
    userRole: 'Owner',
  });
  for (const [index, [name, pages]] of notebook.sections.entries()) {
    const section = tenant.table(`${base}/sections`).put({
      id: id(`section|${name}`),
      ...stamp,
      displayName: name,
      isDefault: number === 0 && index === 0,
      parentNotebook: { id: book.id, displayName: book.displayName },
      $notebook: book.id,
    });
    const table = tenant.table(`${base}/pages`);
    for (const [title, html] of pages)
      table.put({
        id: freeId(
          (n) => `1-${bytes(`page|${owner}|${title}${n}`, 16).toString('hex')}!${section.id}`,
          table,
        ),
        ...stamp,
        title,
        level: 0,
        order: 0,
        createdByAppId: '',
        contentUrl: '',
        parentSection: { id: section.id, displayName: name },
        $section: section.id,
        $html: `<html lang="en-GB"><head><title>${title}</title></head><body>${html}</body></html>`,
      });
  }
}
