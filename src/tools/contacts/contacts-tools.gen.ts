// Written by `npm run generate` from the files in the area folders. Do not edit.
import { createContact } from './create-contact.ts';
import { deleteContact } from './delete-contact.ts';
import { listContacts } from './list-contacts.ts';
import { updateContact } from './update-contact.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const contactsTools: readonly Tool[] = [listContacts, createContact, updateContact, deleteContact];
