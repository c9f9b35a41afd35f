/**
 * Compares an alert's query with the sentence that describes it. Both are reduced to facts such as `5 %`, so that a
 * number that was changed in only one place is noticed. Azure does not compare the two.
 * @param {string} query @param {string} sentence @param {string} windowSize an ISO duration such as PT15M
 */
export function alertProblems(query, sentence, windowSize) {
  const facts = factsOfQuery(query.trim(), windowSize);
  if (typeof facts === 'string') return [facts];
  const described = factsOfSentence(sentence.split('. ')[0] ?? '');
  return [
    ...facts
      .filter((fact) => !described.includes(fact))
      .map((fact) => `its sentence does not say "${fact}".`),
    ...described
      .filter((fact) => !facts.includes(fact))
      .map((fact) => `its query does not do what "${fact}" says.`),
  ];
}

/** The services that a query or a sentence can name. */
const services = ['Graph', 'Entra', 'Key Vault', 'Tables'];

/** @param {string} query @param {string} windowSize @returns {string[] | string} */
function factsOfQuery(query, windowSize) {
  const lines = query.split('\n');
  const condition = lines.at(-1)?.replace(/^\| where /, '') ?? '';
  const minutes = /^PT(\d+)M$/.exec(windowSize)?.[1];
  const parts = condition.split(' and ').map(factOfCondition);
  const wrong = parts.findIndex((fact) => fact === undefined);
  if (wrong !== -1 || minutes === undefined)
    return `its condition "${condition}" is not a comparison that its sentence can state.`;
  return [
    ...new Set([
      ...parts.filter((fact) => fact !== undefined),
      `${minutes} minutes`,
      ...failures(query),
      ...services.filter((name) => query.includes(`"${name}"`)),
      ...(query.includes('"POST /mcp"') ? ['MCP'] : []),
      ...percentiles(query),
      ...[...query.matchAll(/ by (.+)$/gm)].map(([, columns]) => `each ${columns}`),
    ]),
  ];
}

/** @param {string} condition */
function factOfCondition(condition) {
  const least = /^(?:failed|throttled|total) >= (\d+)$/.exec(condition);
  if (least !== null) return `at least ${least[1]}`;
  // Matches a threshold that is a share of all requests, such as `failed > 0.05 * total`.
  const share = /^(?:failed|throttled) > (0\.\d+) \* total$/.exec(condition);
  if (share !== null) return `${Math.round(Number(share[1]) * 100)} %`;
  const time = /^p95 > (\d+)000$/.exec(condition);
  return time === null ? undefined : `${time[1]} seconds`;
}

/** Returns what the query counts as a failure. @param {string} query */
function failures(query) {
  const statuses = [...query.matchAll(/toint\(ResultCode\) >= (\d)00/g)].map((match) => `${match[1]}xx`);
  const single = [...query.matchAll(/ResultCode == "(\d+)"/g)].map((match) =>
    match[1] === '0' ? 'no response' : match[1],
  );
  const any = query.includes('Success == false') ? ['failed'] : [];
  return [...statuses, ...single, ...any];
}

/** @param {string} query */
function percentiles(query) {
  return [...query.matchAll(/percentile\(DurationMs, (\d+)\)/g)].map(
    (match) => `1 in ${100 / (100 - Number(match[1]))}`,
  );
}

/** @param {string} sentence */
function factsOfSentence(sentence) {
  const all = (/** @type {RegExp} */ pattern) =>
    [...sentence.matchAll(pattern)].map(([text]) => text.toLowerCase());
  const statuses = all(/\b\dxx\b|\b429\b|no response/g);
  const named = services.filter((name) => new RegExp(`\\b${name}\\b`).test(sentence));
  return [
    ...new Set([
      ...all(/\bat least \d+/gi),
      ...all(/\b\d+ %/g),
      ...all(/\b\d+ (?:minutes|seconds)/g),
      ...all(/\b1 in \d+/g),
      ...statuses,
      // If a status is named, only that status counts as a failure.
      ...(statuses.length === 0 && /\bfailed\b/.test(sentence) ? ['failed'] : []),
      ...named,
      // If all calls were counted together, calls to other services would hide an outage of one service.
      ...(named.length > 1 ? ['each Target'] : []),
      ...(/\bMCP\b/.test(sentence) ? ['MCP'] : []),
    ]),
  ];
}
