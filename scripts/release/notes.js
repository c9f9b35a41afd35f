const UNRELEASED = 'Unreleased';

/**
 * Returns a version's section in CHANGELOG.md, without its heading, and the heading separately. Falls back to the
 * section "Unreleased" if the version has none. Throws if neither has any text.
 * @param {string} changelog @param {string} version
 */
export function releaseNotes(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const found =
    sections.find((section) => headingOf(section).split(' ')[0] === version) ??
    sections.find((section) => headingOf(section) === UNRELEASED);
  const text = found?.slice(found.indexOf('\n') + 1).trim() ?? '';
  if (found === undefined || text === '') {
    throw new Error(`CHANGELOG.md has no text under "## ${version}" or "## ${UNRELEASED}".`);
  }
  return { heading: headingOf(found), isReleased: headingOf(found) !== UNRELEASED, text: `${text}\n` };
}

/** @param {string} section */
function headingOf(section) {
  return (section.split('\n', 1)[0] ?? '').trim();
}
