import { wellFormedQuery } from '../../graph/request/keyword-query.ts';

/**
 * Matches Gmail operators and names of Graph properties that KQL does not have. Microsoft 365 searches for such an
 * operator as text and finds nothing.
 */
const foreignOperator =
  /(?<![\p{L}\p{N}_:]|[\p{L}\p{N}]-)(?:(after:|before:|in:|is:|label:|larger:|newer:|newer_than:|older:|older_than:|smaller:)\w|(has:)(?!true|false|yes|no)\w|((?:received|sent)DateTime)[:=<>])/iu;

const KQL = 'use words, or KQL such as from:ana, hasattachment:true or received>=2026-11-20';

/**
 * Returns what is wrong with a query of words or KQL; undefined if the query is valid. Text in quotation marks is not
 * checked for operators.
 */
export function keywordProblem(query: string, advice: string = KQL): string | undefined {
  if (wellFormedQuery(query) === '')
    return 'query must contain words, not only operators, brackets or quotation marks';
  const found = foreignOperator.exec(
    query.replaceAll(/["\u201c\u201d][^"\u201c\u201d]*["\u201c\u201d]/g, ' '),
  );
  const name = found?.slice(1).find((one) => one !== undefined);
  return name && `query contains ${name}, which is not an operator of Microsoft 365: ${advice}`;
}
