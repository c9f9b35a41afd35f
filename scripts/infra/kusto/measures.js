/**
 * What each measure in the queries must compute. Kusto accepts any expression under any name, and a chart with a wrong
 * expression looks the same as a correct one.
 * @type {Readonly<Record<string, RegExp>>}
 */
const measures = {
  failed: /^sumif\(ItemCount, (Success == false|toint\(ResultCode\) >= 500( or ResultCode == "0")?)\)$/,
  throttled: /^sumif\(ItemCount, ResultCode == "429"\)$/,
  total: /^sum\(ItemCount\)$/,
  calls: /^(sum\(ItemCount\)|sumif\(ItemCount, Target == "Graph"\))$/,
  answers: /^sum\(ItemCount\)$/,
  events: /^sum\(ItemCount\)$/,
  refusals: /^sum\(ItemCount\)$/,
  // Token exchanges. The chart divides their number by the number of all calls that use a token.
  exchanges: /^sumif\(ItemCount, Target == "Entra" and Name == "on behalf of"\)$/,
};

/** A bare `sum(ItemCount)` counts failures only if the query has already filtered for failed rows. */
const failuresOnly = /\bSuccess == false\b/;

/** Tables that also contain rows from other programs, such as the Functions host. */
const shared = ['AppDependencies', 'AppRequests'];

/** @param {string} query one line for each operator */
export function measureProblems(query) {
  const lines = query.split('\n').map((line) => line.replace(/^\| /, ''));
  const sums = lines.filter((line) => line.startsWith('summarize '));
  const found = sums.flatMap((line) => partsOf(line.replace('summarize ', '').replace(/ by .*$/, '')));
  return [
    ...found.flatMap(([name, expression]) => problemOf(name, expression, lines)),
    ...filterProblems(lines),
    ...lines
      .filter((line) => line.startsWith('extend '))
      .flatMap((line) => partsOf(line.replace('extend ', '')))
      .flatMap(aliasProblem),
    // One data point per hour, so 24 per day.
    ...lines
      .filter((line) => /bin\(TimeGenerated, (?!1h\))/.test(line))
      .map(() => 'its time steps are not an hour.'),
    ...lines
      .filter((line) => /^order by (?!\w+ desc$)/.test(line))
      .map(() => 'the largest value is not first.'),
  ];
}

/** @param {string} name @param {string} expression @param {readonly string[]} lines */
function problemOf(name, expression, lines) {
  if (/^p\d+$/.test(name))
    return expression.startsWith('percentile(DurationMs, ') ? [] : [`${name} is not a duration.`];
  if (name === 'failed' && expression === 'sum(ItemCount)')
    return lines.some((line) => failuresOnly.test(line)) ? [] : ['failed counts all rows.'];
  return measures[name]?.test(expression) ? [] : [`${name} is not ${expression}.`];
}

/** @param {readonly string[]} lines */
function filterProblems([table = '', ...lines]) {
  const filters = lines.slice(0, -1).filter((line) => line.startsWith('where '));
  const last = lines.filter((line) => line.startsWith('project '));
  return [
    ...tableProblems(table, lines),
    ...filters
      .filter((line) => line.includes(' or '))
      .map(() => 'a filter with "or" lets in rows from other programs.'),
    ...last.filter((line) => !shares.test(line)).map(() => 'its last column is not a share in percent.'),
  ];
}

/** @param {string} table @param {readonly string[]} lines */
function tableProblems(table, lines) {
  if (table.startsWith('union '))
    return table === auditLines ? [] : ['it does not read the audit lines of both hosts.'];
  if (table === 'AppEvents')
    return lines[0]?.startsWith('where Name == "') ? [] : ['it must name the event.'];
  if (!shared.includes(table)) return [];
  // A failure of the host before Portico runs also counts as a server error.
  const isServerErrors =
    table === 'AppRequests' &&
    lines.some((line) => line.startsWith('summarize failed = sumif(ItemCount, toint'));
  const isOwn = lines.some((line) => line.startsWith('where AppRoleName == "portico"'));
  return isOwn === isServerErrors ? ["it must read only Portico's rows, except for server errors."] : [];
}

/** Log lines from the Functions host and the container, one per row. */
const auditLines =
  'union isfuzzy=true AppTraces, (ContainerAppConsoleLogs | project TimeGenerated, Message = Log, ItemCount = 1)';

/**
 * The share of calls that needed no token exchange. An exchange and the calls that use its token can be in different
 * hours, so the share is limited to 0 or more.
 */
const shares =
  /^project TimeGenerated, reused = max_of\(0\.0, round\(100\.0 \* \(calls - exchanges\) \/ calls, 1\)\)$/;

/**
 * Fields that the workbook must not show. A row for each user or client would not be a summary, and the workbook must
 * not be used to monitor people.
 */
const identifiers = ['client.id', 'caller.oid'];

/**
 * A column must be named after the field that it shows, or `status` if it shows the first digit of the status.
 * @param {[string, string]} part
 */
function aliasProblem([name, expression]) {
  const path = /^(?:tostring\()?[\w()]*?\.?((?:\w+\.)*\w+)\)?$/.exec(expression)?.[1]?.split('.') ?? [];
  if (identifiers.includes(path.slice(-2).join('.')))
    return [`${name} is ${expression}, which identifies a person or one installation of a client.`];
  const isStatus = name === 'status' && expression === 'strcat(substring(ResultCode, 0, 1), "xx")';
  return isStatus || path.includes(name) ? [] : [`${name} is not ${expression}.`];
}

/** Splits `a = f(x, y), b = g(z)`. @param {string} text @returns {[string, string][]} */
function partsOf(text) {
  const parts = text.split(/, (?![^(]*\))(?=\w+ = )/);
  return parts.map((part) => {
    const at = part.indexOf(' = ');
    return [part.slice(0, at), part.slice(at + 3)];
  });
}
