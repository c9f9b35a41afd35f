import { format } from 'oxfmt';

const FILE = 'src/tools/catalogue.gen.ts';

/** The list of all tools. @param {import('./load-tools.js').Sources} sources */
export async function catalogueFile({ files }) {
  const imports = files
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ file, exportName }) => `import { ${exportName} } from './${file}';`);
  const source = [
    '// Written by `npm run generate` from the files in the area folders. Do not edit.',
    ...imports,
    `import type { Tool } from './define.ts';`,
    '',
    '/** Every tool in the order in which clients see it: by area, then by `order`. */',
    `export const catalogue: readonly Tool[] = [${files.map(({ exportName }) => exportName).join(', ')}];`,
  ].join('\n');
  const { code } = await format(FILE, source, { printWidth: 110, singleQuote: true });
  return new Map([[FILE, code]]);
}
