import { addressOf, demoTenant, type Person, type Quirk } from '../../tenant/people.ts';
import { escape, hiddenFields, page } from './html-page.ts';

/** What the page shows. */
export type SignInPage = {
  /** Everybody who may be chosen. */
  readonly people: readonly Person[];
  /** The parameters of the authorization request, which the form carries on. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The alias or address to put first. */
  readonly hint: string | undefined;
  /** Whether the request demands more than a password: choosing a person then stands for passing it. */
  readonly stepUp: boolean;
  /** Why the last choice did not work. */
  readonly refusal?: string;
};

const quirks: Readonly<Record<Quirk, string>> = {
  'needs-mfa': 'is asked for multifactor authentication at the first tool call',
  'needs-consent': 'meets missing administrator consent',
  guest: 'a guest from another tenant',
  disabled: 'this account is disabled',
  'many-groups': 'is in too many groups to list',
  'loses-role': 'loses the administrator role at the first refresh',
};

/** The page that asks who signs in: one button a person (`name="person"`, value the alias), and one to cancel. */
export function signInPage(content: SignInPage): Response {
  const { people } = content;
  const hinted = people.find((person) => isHinted(person, content.hint));
  const ordered = hinted === undefined ? people : [hinted, ...people.filter((person) => person !== hinted)];
  const stepUp = '<p>Multifactor authentication is required. Choosing a person stands for passing it.</p>';
  const body = `<p class="dim">Choose who you are at ${escape(demoTenant.name)}, to continue to Portico.</p>
${content.stepUp ? stepUp : ''}
${content.refusal === undefined ? '' : `<p role="alert">${escape(content.refusal)}</p>`}
<form method="post" action="authorize">
${hiddenFields(content.parameters)}
<ul>
${ordered.map((person) => `<li>${button(person, person === hinted)}</li>`).join('\n')}
</ul>
<button class="quiet" name="cancel" value="1">Cancel</button>
</form>`;
  return page('Sign in', body, content.refusal === undefined ? 200 : 403);
}

/** The page for a request that must not go back to whoever sent it. */
export function refusalPage(description: string): Response {
  return page('The sign-in cannot go on', `<p>${escape(description)}</p>`, 400);
}

/** Whether a login hint means this person. */
export function isHinted(person: Person, hint: string | undefined): boolean {
  return hint !== undefined && [person.alias, addressOf(person)].includes(hint.toLowerCase());
}

function button(person: Person, hinted: boolean): string {
  const job = `${person.title}, ${person.department}`;
  const note = person.quirk === undefined ? job : `${job} — ${quirks[person.quirk]}`;
  return `<button name="person" value="${escape(person.alias)}"${hinted ? ' class="hinted" autofocus' : ''}>
${escape(person.name)}
<small>${escape(addressOf(person))}</small>
<small>${escape(note)}</small>
</button>`;
}
