/** Returns the most similar names, at most three, best match first. */
export function closest(name: string, names: readonly string[]): readonly string[] {
  const wanted = letterPairs(name);
  const matches = names
    .map((candidate) => ({ candidate, score: similarity(wanted, letterPairs(candidate)) }))
    .sort((a, b) => b.score - a.score);
  const enough = Math.max(0.4, 0.8 * (matches[0]?.score ?? 0));
  return matches
    .filter((match) => match.score >= enough)
    .slice(0, 3)
    .map((match) => match.candidate);
}

/**
 * Returns the pairs of adjacent letters, ignoring case and punctuation: `sendMail`, `send-mail` and `send_mail` have
 * the same pairs.
 */
function letterPairs(name: string): ReadonlySet<string> {
  const letters = name
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return new Set(Array.from(letters.slice(1), (letter, index) => `${letters[index]}${letter}`));
}

/** Returns the Dice coefficient: the proportion of pairs that two names have in common. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}
