/** A paragraph's style. */
export const styled = (id: string) => `<w:pStyle w:val="${id}"/>`;

/** A paragraph's list and level. */
export const listed = (list: number, level = 0) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;

/** A level of an abstract list; `text` is a pattern such as `%1.`. */
export const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;

/** A list with the levels of the abstract list. */
export const num = (id: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="7"/>${more}</w:num>`;

export const abstract = (levels: string) => `<w:abstractNum w:abstractNumId="7">${levels}</w:abstractNum>`;
