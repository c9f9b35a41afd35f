/** Matches the start of a passage that was inserted, deleted or moved. Empty elements mark paragraphs and table rows. */
const passages = /<(?:[\w.-]+:)?(ins|del|moveFrom|moveTo)\s[^>]*[^/>]>/g;

/**
 * Returns a line about a Word document's pending tracked changes: those that nobody has accepted or rejected (ECMA-376,
 * part 1, section 17.13.5). Without this line, proposed text would be taken for agreed text. Returns an empty string if
 * no changes are pending.
 */
export function trackedChangesIn(xml: string): string {
  let [inserted, deleted] = [0, 0];
  for (const [, name] of xml.matchAll(passages)) {
    if (name === 'ins' || name === 'moveTo') inserted += 1;
    else deleted += 1;
  }
  if (inserted + deleted === 0) return '';
  return `[tracked changes, not yet accepted: inserted passages shown: ${inserted}, deleted passages left out: ${deleted}]\n`;
}
