/** The company for which the stand-ins serve data. */
export type Company = {
  /** The Entra tenant id. */
  readonly id: string;
  readonly name: string;
  readonly domain: string;
};

/** A fictional company. Its people exist in both the Entra and the Graph stand-in. */
export const demoTenant = {
  id: '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
  name: 'Contoso',
  domain: 'contoso.example',
  /** Portico's app registration. It represents both the API and the client. */
  clientId: '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18',
  /** The user-assigned managed identity. The app registration trusts this identity through a federated credential. */
  identityClientId: 'b1e4a7c3-5d28-4f96-8e0b-9c7d3a2f6154',
  identityPrincipalId: 'e5a90d72-3c1b-4e68-b7f4-1d8c6a0e2b93',
} as const;

/** A person's special behaviour during sign-in or token exchange. */
export type Quirk =
  /** On-Behalf-Of fails with interaction_required until the person signs in with the claims from the challenge. */
  | 'needs-mfa'
  /** On-Behalf-Of fails with consent_required. */
  | 'needs-consent'
  /** A guest from another tenant (`acct` 1). */
  | 'guest'
  /** The account is disabled. Every grant is refused (AADSTS50057). */
  | 'disabled'
  /** Tokens contain the group overage claim instead of the list of groups. */
  | 'many-groups'
  /** The person loses the app role at the first refresh. */
  | 'loses-role';

export type Person = {
  readonly oid: string;
  /** The local part of the email address. */
  readonly alias: string;
  /** The email address, by default the alias at the demo company's domain. */
  readonly address?: string;
  readonly name: string;
  readonly title: string;
  readonly department: string;
  readonly office: string;
  /** The manager's alias. */
  readonly manager: string | undefined;
  readonly roles: readonly string[];
  readonly quirk?: Quirk;
};

const person = (
  n: number,
  name: string,
  job: readonly [title: string, department: string, office: string],
  more: Partial<Pick<Person, 'manager' | 'roles' | 'quirk'>> = {},
): Person => ({
  oid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  alias: name.toLowerCase().replace(' ', '.'),
  name,
  title: job[0],
  department: job[1],
  office: job[2],
  manager: more.manager,
  roles: more.roles ?? [],
  ...(more.quirk && { quirk: more.quirk }),
});

/** The people in the demo tenant. Examples sign in as the first person. */
export const people: readonly Person[] = [
  person(1, 'Ana Silva', ['Product Manager', 'Product', 'Lisbon'], { manager: 'mira.novak' }),
  person(2, 'Ben Okafor', ['Software Engineer', 'Engineering', 'Lagos'], { manager: 'chen.wei' }),
  person(3, 'Chen Wei', ['Engineering Lead', 'Engineering', 'Singapore'], { manager: 'mira.novak' }),
  person(4, 'Dana Levi', ['Head of Sales', 'Sales', 'Haifa'], { manager: 'mira.novak' }),
  person(5, 'Emil Larsen', ['Account Executive', 'Sales', 'Aarhus'], { manager: 'dana.levi' }),
  person(6, 'Farah Rahimi', ['Designer', 'Product', 'Lisbon'], { manager: 'ana.silva' }),
  person(7, 'Goran Petrov', ['Platform Engineer', 'IT', 'Sofia'], {
    manager: 'chen.wei',
    roles: ['Audit.Reader'],
  }),
  person(8, 'Hana Sato', ['Financial Controller', 'Finance', 'Osaka'], { manager: 'mira.novak' }),
  person(9, 'Ivo Martens', ['Recruiter', 'People', 'Ghent'], { manager: 'mira.novak' }),
  person(10, 'Julia Brandt', ['Support Engineer', 'Support', 'Leipzig'], {
    manager: 'chen.wei',
    quirk: 'needs-mfa',
  }),
  person(11, 'Kofi Mensah', ['Data Analyst', 'Finance', 'Accra'], {
    manager: 'hana.sato',
    quirk: 'needs-consent',
  }),
  person(12, 'Lena Fischer', ['Consultant', 'Partners', 'Vienna'], { quirk: 'guest' }),
  person(13, 'Mira Novak', ['Chief Executive', 'Board', 'Ljubljana'], { quirk: 'many-groups' }),
  person(14, 'Nils Berg', ['Former Engineer', 'Engineering', 'Bergen'], { quirk: 'disabled' }),
  person(15, 'Olga Markova', ['Team Lead', 'Support', 'Sofia'], {
    manager: 'chen.wei',
    roles: ['Audit.Reader'],
    quirk: 'loses-role',
  }),
];

/** Returns a person's email address, which is also the user principal name. */
export function addressOf(person: Person): string {
  return person.address ?? `${person.alias}@${demoTenant.domain}`;
}

/** A name and an address in Graph's format. */
export type Recipient = { readonly emailAddress: { readonly name: string; readonly address: string } };
