// Creates all mutants of a TypeScript source in one text. The active mutant is chosen at run time.
import { parseAst } from 'vitest/node';

/** @typedef {{ id: number, file: string, line: number, was: string, is: string }} Mutant */
/** @typedef {{ type: string, start: number, end: number, [key: string]: any }} Node */

const otherOperator = new Map([
  ['===', '!=='],
  ['!==', '==='],
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['+', '-'],
  ['-', '+'],
  ['*', '/'],
  ['/', '*'],
  ['&&', '||'],
  ['||', '&&'],
]);

const otherMethod = new Map([
  ['some', 'every'],
  ['every', 'some'],
]);

/** TypeScript nodes that are expressions; all other nodes that begin with TS are types. */
const valued = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'];

/**
 * The source with all its mutants, and their list. Conditions become constant, operators are replaced, statements and
 * throws are removed.
 * @param {string} source @param {string} file @param {number} firstId
 * @returns {{ code: string, mutants: Mutant[] }}
 */
export function mutate(source, file, firstId) {
  /** @type {Mutant[]} */
  const mutants = [];

  /** @param {Node} node @param {string} is */
  const born = (node, is) => {
    const id = firstId + mutants.length;
    const line = source.slice(0, node.start).split('\n').length;
    mutants.push({ id, file, line, was: raw(node), is });
    return `globalThis.mutants.isActive(${id})`;
  };
  /** @param {Node} node */
  const raw = (node) => source.slice(node.start, node.end);

  /** @param {Node} node @param {string} text */
  const instead = (node, text) => (/** @type {string} */ rest) => `(${born(node, text)} ? ${text} : ${rest})`;

  /** Replacements for an expression; each wraps the rest. @param {Node} node */
  const replacements = (node) => {
    const { type } = node;
    if (type === 'LogicalExpression' || type === 'BinaryExpression') {
      const other = otherOperator.get(node.operator);
      if (node.operator === '??') return [instead(node, `(${raw(node.left)})`)];
      return other === undefined ? [] : [instead(node, `(${raw(node.left)} ${other} ${raw(node.right)})`)];
    }
    if (type === 'UnaryExpression' && node.operator === '!')
      return [instead(node, `!!(${raw(node.argument)})`)];
    if (type === 'Literal' && typeof node.value === 'boolean') return [instead(node, String(!node.value))];
    if (type === 'CallExpression' && node.callee.type === 'MemberExpression' && !node.callee.computed) {
      const { object, property } = node.callee;
      if (property.name === 'filter') return [instead(node, `(${raw(object)})`)];
      const other = otherMethod.get(property.name);
      if (other === undefined) return [];
      const rest = source.slice(property.end, node.end);
      return [instead(node, `${source.slice(node.start, property.start)}${other}${rest}`)];
    }
    return [];
  };

  /** Code outside functions is not mutated: it runs before any mutant is active. @param {Node} node */
  const skeleton = (node) => assemble(node, (child) => (isFunction(child) ? render(child) : skeleton(child)));

  /** @param {Node} node @param {(child: Node) => string} write */
  const assemble = (node, write) => {
    let text = '';
    let at = node.start;
    for (const child of childrenOf(node)) {
      text += source.slice(at, child.start) + write(child);
      at = child.end;
    }
    return text + source.slice(at, node.end);
  };

  /** @param {Node} node @param {boolean} decides @returns {string} */
  const render = (node, decides = false) => {
    const text = assemble(node, (child) => render(child, child === node['test'] && isDecision(node)));
    if (node.type === 'ThrowStatement' || isPlainStatement(node)) {
      return `if (!${born(node, '(nothing)')}) { ${text} }`;
    }
    const wraps = replacements(node);
    if (decides) wraps.push(instead(node, 'true'), instead(node, 'false'));
    return wraps.reduce((rest, wrap) => wrap(rest), wraps.length > 0 ? `(${text})` : text);
  };

  const code = skeleton(parseAst(source, { lang: 'ts' }));
  return { code, mutants };
}

/** @param {Node} node */
function isDecision(node) {
  return node.type === 'IfStatement' || node.type === 'ConditionalExpression';
}

/** @param {Node} node */
function isFunction(node) {
  return /Function/.test(node.type);
}

/** @param {Node} node */
function isPlainStatement(node) {
  return node.type === 'ExpressionStatement' && node['directive'] === undefined;
}

/** The child nodes that are expressions or statements, in source order. @param {Node} node @returns {Node[]} */
function childrenOf(node) {
  if (node.type === 'ImportDeclaration') return [];
  return (
    Object.values(node)
      .flat()
      .filter((value) => typeof value?.type === 'string' && typeof value.start === 'number')
      .filter(({ type }) => !type.startsWith('TS') || valued.includes(type))
      .sort((a, b) => a.start - b.start || b.end - a.end)
      // A shorthand property occurs twice at one position: once as the name and once as the value.
      .filter((node, index, all) => index === 0 || node.start >= all[index - 1].end)
  );
}
