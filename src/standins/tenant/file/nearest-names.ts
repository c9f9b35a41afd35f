/** Maximum number of characters compared in each name, to limit the work. */
const MAX_LENGTH = 80;

/** Returns up to three similar names, the most similar first. */
function nearestNames(name: string, names: Iterable<string>): readonly string[] {
  const wanted = name.toLowerCase().slice(0, MAX_LENGTH);
  const limit = Math.max(2, Math.floor(wanted.length / 2));
  return [...new Set(names)]
    .map((other) => ({ other, distance: distanceTo(wanted, other.toLowerCase().slice(0, MAX_LENGTH)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || a.other.localeCompare(b.other, 'en'))
    .slice(0, 3)
    .map(({ other }) => other);
}

/** Returns the Levenshtein distance, or 0 if `wanted` equals one part of `other`, such as the first name. */
function distanceTo(wanted: string, other: string): number {
  if (other.split(/[.@_-]/).includes(wanted)) return 0;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= wanted.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = row[j - 1]! + (wanted[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}

/** Returns a sentence that suggests similar names, or an empty string if there are none. */
export function suggestionFor(name: string, names: Iterable<string>): string {
  const near = nearestNames(name, names).map((one) => `"${one}"`);
  if (near.length === 0) return '';
  const last = near.pop()!;
  return ` Did you mean ${near.length === 0 ? last : `${near.join(', ')} or ${last}`}?`;
}
