import { oncePerObject } from '../../../base/cache/once-per-object.ts';
import { ToolError } from '../../../errors.ts';
import { covers } from '../../../graph/permissions.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import type { ToolCall } from '../../define.ts';
import { hasMore } from '../../output/graph-data.ts';
import { labelOf } from '../../output/person.ts';
import { cell } from '../../output/untrusted.ts';
import { inBatches } from '../../paging/in-batches.ts';
import { isAddress, splitNames } from '../email-address.ts';
import { matchName, type Candidate, type Matches } from './match-name.ts';
import { directory, relevantPeople, rules, similarUsers, type Look, type Source } from './people-sources.ts';

/** Maximum number of names that one call looks up. */
const MAX_NAMES = 20;
const MAX_CANDIDATES = 10;

const sources = [directory, relevantPeople];

/** A person, or the error that explains why a name does not identify exactly one person. */
type Lookup = Candidate | ToolError;

type Lookups = ReadonlyMap<string, Lookup>;

/** For each call, maps every name that was looked up to the look-up that included the name. */
const lookUpsOf = oncePerObject((_call: ToolCall) => new Map<string, Promise<Lookups>>());

/**
 * Finds the people with these names. Text with semicolons is one name if a person has that name, and several names
 * otherwise. Throws `ToolError('ambiguous')` with the candidates, or `ToolError('not_found')`, unless each name matches
 * exactly one person.
 *
 * Repeated look-ups during one tool call return the same result, so that the call uses the people shown in its preview.
 */
export async function findByName(
  given: readonly string[],
  look: Look,
  call: ToolCall,
): Promise<ReadonlyMap<string, readonly Candidate[]>> {
  const names = [...new Set(given)];
  const whole = await lookUpOnce(names, look, call);
  const partsOf = new Map(
    names.map((name) => [name, isUnknown(whole.get(name)) ? splitNames(name) : []] as const),
  );
  const parts = await lookUpOnce([...new Set([...partsOf.values()].flat())], look, call);
  return new Map(
    names.map((name) => {
      const own = partsOf.get(name) ?? [];
      return [name, own.length === 0 ? [personIn(whole, name)] : own.map((one) => personIn(parts, one))];
    }),
  );
}

function isUnknown(lookup: Lookup | undefined): boolean {
  return lookup instanceof ToolError && lookup.code === 'not_found';
}

function personIn(lookups: Lookups, name: string): Candidate {
  const lookup = lookups.get(name)!;
  if (lookup instanceof ToolError) throw lookup;
  return lookup;
}

/** Looks up only the names that this call has not looked up yet. */
async function lookUpOnce(names: readonly string[], look: Look, call: ToolCall): Promise<Lookups> {
  const lookUps = lookUpsOf(call);
  const keyOf = (name: string) => `${look} ${name}`;
  const missing = names.filter((name) => !lookUps.has(keyOf(name)));
  if (missing.length > 0) {
    const lookUpOfMissing = lookUp(missing, look, call);
    for (const name of missing) lookUps.set(keyOf(name), lookUpOfMissing);
  }
  const needed = new Set(names.flatMap((name) => lookUps.get(keyOf(name)) ?? []));
  const results = await Promise.all(needed);
  return new Map(results.flatMap((result) => [...result]));
}

async function lookUp(names: readonly string[], look: Look, call: ToolCall): Promise<Lookups> {
  if (names.length > MAX_NAMES)
    throw new ToolError('bad_argument', `At most ${MAX_NAMES} names can be looked up: give addresses.`);
  const usable = await usableSources(names, look, call);
  try {
    return await lookUpIn(usable, names, look, call);
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'refused_by_policy') throw error;
    throw cannotLookUp(names, look, error.code, error.message.replace(/\.$/, ''));
  }
}

async function lookUpIn(
  usable: readonly Source[],
  names: readonly string[],
  look: Look,
  call: ToolCall,
): Promise<Lookups> {
  const foundFor = await search(names, usable, (name, source) => source.request(name, look), call);
  const unsure = names.filter((name) => !isSure(name, choose(name, foundFor(name), look)));
  const similarTo = usable.includes(directory)
    ? await search(unsure, [directory], similarUsers, call)
    : () => nothing;
  return new Map(
    names.map((name) => {
      const found = foundFor(name);
      const first = choose(name, found, look);
      const better = choose(name, joined(found, similarTo(name)), look);
      const best = better?.fit === 'shown' ? better : (first ?? better);
      return [name, best?.lookup ?? nobody(name, distinct(found.people, look))];
    }),
  );
}

type Choice = { readonly lookup: Lookup; readonly fit: Matches['fit'] };

/**
 * Whether no further search is needed. If the name contains unusual characters, a search by words can miss an exact
 * match.
 */
function isSure(name: string, choice: Choice | undefined): boolean {
  const isUsual = /^[\p{L}\p{N}'’-]+(?: [\p{L}\p{N}'’-]+)*$/u.test(name);
  return choice !== undefined && (isUsual || choice.fit === 'shown');
}

type Found = { readonly people: readonly Candidate[]; readonly isCut: boolean };

const nothing: Found = { people: [], isCut: false };

function joined(one: Found, other: Found): Found {
  return { people: [...one.people, ...other.people], isCut: one.isCut || other.isCut };
}

async function usableSources(
  names: readonly string[],
  look: Look,
  call: ToolCall,
): Promise<readonly Source[]> {
  const scopes = await call.grantedScopes();
  const possible = sources.filter(({ looks }) => looks.includes(look));
  const usable = possible.filter(({ scope }) => covers(scopes, scope));
  if (usable.length > 0) return usable;
  const missing = possible.map(({ scope }) => scope).join(' or ');
  throw cannotLookUp(names, look, 'missing_permission', `the Graph permission ${missing} was not granted`);
}

/** Searches the sources for each name. Returns a function that returns what was found for a name. */
async function search(
  names: readonly string[],
  from: readonly Source[],
  requestOf: (name: string, source: Source) => GraphRequest | undefined,
  call: ToolCall,
): Promise<(name: string) => Found> {
  const searches = names.flatMap((name) =>
    from.flatMap((source) => {
      const request = requestOf(name, source);
      return request === undefined ? [] : [{ name, source, request }];
    }),
  );
  const answers = await inBatches(
    searches.map(({ request }) => request),
    call,
  );
  const found = new Map<string, Found>();
  for (const [index, { name, source }] of searches.entries()) {
    const answer = answers[index];
    if (answer === undefined) continue;
    if (!(answer instanceof ToolError)) {
      const page = { people: source.peopleIn(answer), isCut: hasMore(answer) };
      found.set(name, joined(found.get(name) ?? nothing, page));
      continue;
    }
    // Some accounts have no relevant people, so an error from that source is ignored if the directory is searched as
    // well.
    if (from.length === 1 || source !== relevantPeople) throw answer;
  }
  return (name) => found.get(name) ?? nothing;
}

/** Returns undefined if nobody matches. */
function choose(name: string, { people, isCut }: Found, look: Look): Choice | undefined {
  const { people: matches, fit } = matchName(name, distinct(people, look), rules[look].allowsBeginnings);
  const [only] = matches;
  if (only === undefined) return undefined;
  if (matches.length === 1 && (fit !== 'part' || !isCut)) return { lookup: only, fit };
  const lookup = new ToolError(
    'ambiguous',
    `"${cell(name)}" matches several people. Call again with one of these addresses: ${listed(matches, isCut)}`,
  );
  return { lookup, fit };
}

/** Keeps only the first of several people with the same id or address. */
function distinct(people: readonly Candidate[], look: Look): readonly Candidate[] {
  const seen = new Set<string>();
  return people.filter(({ id, address }) => {
    const lower = address.toLowerCase();
    if ((rules[look].needsAddress && !isAddress(address)) || seen.has(id) || seen.has(lower)) return false;
    seen.add(id);
    if (lower !== '') seen.add(lower);
    return true;
  });
}

function nobody(given: string, similar: readonly Candidate[]): ToolError {
  const others = similar.length === 0 ? '' : ` Similar: ${listed(similar, false)}`;
  const isList = /\S(?:\s*[,&]|\sand\s)\s*\S/i.test(given);
  const advice = isList
    ? 'If these are several people, give each one as a separate entry of a list, or call once for each. If not, give the email address.'
    : 'Give the email address.';
  return new ToolError('not_found', `Nobody named "${cell(given)}" was found. ${advice}${others}`);
}

function listed(people: readonly Candidate[], isCut: boolean): string {
  const named = people.slice(0, MAX_CANDIDATES).map(({ name, address }) => labelOf(name, address));
  const more = people.length > named.length || isCut ? ', and more' : '';
  return `${named.join(', ')}${more}.`;
}

function cannotLookUp(names: readonly string[], look: Look, code: string, why: string): ToolError {
  const advice = look === 'users' ? ' If these are refused too, give ids.' : '';
  return new ToolError(
    code,
    `Names such as "${cell(names[0] ?? '')}" cannot be looked up: ${why}. Give email addresses.${advice}`,
  );
}
