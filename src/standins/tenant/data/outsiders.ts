import { addressOf, type Person, type Recipient } from '../people.ts';

/** External senders by the name used in the data. */
const outsiders: Readonly<Record<string, readonly [name: string, address: string]>> = {
  petra: ['Petra Lindqvist', 'petra.lindqvist@northwind.example'],
  tomas: ['Tomas Ferreira', 'tomas.ferreira@northwind.example'],
  omar: ['Omar Haddad', 'omar.haddad@fabrikam.example'],
  yuki: ['Yuki Tanabe', 'yuki.tanabe@fabrikam.example'],
  billing: ['Fabrikam Billing', 'billing@fabrikam.example'],
  digest: ['Northwind Trade Digest', 'digest@northwind.example'],
  travel: ['Fabrikam Travel', 'bookings@travel.fabrikam.example'],
  build: ['Build Server', 'build@contoso.example'],
  security: ['lT Security Desk', 'desk@it-contoso.fabrikam.example'],
  candidate: ['Rosa Delgado', 'rosa.delgado@northwind.example'],
};

/** Resolves a colleague's alias or an external sender's name. */
export function recipientOf(people: readonly Person[], name: string): Recipient {
  const colleague = people.find((person) => person.alias === name);
  if (colleague) return { emailAddress: { name: colleague.name, address: addressOf(colleague) } };
  const outsider = outsiders[name];
  if (!outsider) return { emailAddress: { name, address: `${name}@contoso.example` } };
  return { emailAddress: { name: outsider[0], address: outsider[1] } };
}
