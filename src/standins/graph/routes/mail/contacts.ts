import * as z from 'zod';
import { entityType } from '../../odata/entity-type.ts';
import { mailbox, type Route } from '../../router.ts';
import { plainCollection } from '../plain-collection.ts';

const address = z.looseObject({ address: z.string(), name: z.string().optional() });

const contactInput = z.strictObject({
  '@odata.type': z.string().optional(),
  displayName: z.string().optional(),
  givenName: z.string().nullish(),
  surname: z.string().nullish(),
  middleName: z.string().nullish(),
  nickName: z.string().nullish(),
  title: z.string().nullish(),
  jobTitle: z.string().nullish(),
  companyName: z.string().nullish(),
  department: z.string().nullish(),
  officeLocation: z.string().nullish(),
  personalNotes: z.string().nullish(),
  birthday: z.string().nullish(),
  emailAddresses: z.array(address).max(3).optional(),
  businessPhones: z.array(z.string()).max(2).optional(),
  homePhones: z.array(z.string()).max(2).optional(),
  mobilePhone: z.string().nullish(),
  businessAddress: z.looseObject({}).optional(),
  homeAddress: z.looseObject({}).optional(),
  categories: z.array(z.string()).optional(),
  fileAs: z.string().nullish(),
});

const contactType = entityType('contact', {
  etag: true,
  pageSize: 10,
  pageBy: '$skip',
  order: 'displayName',
});

export const contactRoutes: readonly Route[] = plainCollection('/users/{user}/contacts', {
  type: contactType,
  read: mailbox('Contacts.Read Contacts.ReadWrite'),
  write: mailbox('Contacts.ReadWrite'),
  input: contactInput,
  outlookIds: true,
  defaults: (_call, input) => ({
    displayName: [input.givenName, input.surname].filter((name) => typeof name === 'string').join(' '),
    emailAddresses: [],
    businessPhones: [],
    homePhones: [],
    mobilePhone: null,
    companyName: null,
    jobTitle: null,
    categories: [],
  }),
});
