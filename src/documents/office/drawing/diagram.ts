import { oneLine } from '../../one-line.ts';
import { readAllXml } from '../xml.ts';

/** Returns the text of a SmartArt diagram (ECMA-376, part 1, section 21.4), one paragraph per line. */
export function textOfDiagram(xml: string): string {
  const lines: string[] = [];
  let [line, isInText] = ['', false];
  readAllXml(xml, {
    open: (name) => {
      if (name === 'p') line = '';
      isInText = name === 't';
    },
    text: (text) => {
      if (isInText) line += text;
    },
    close: (name) => {
      if (name === 't') isInText = false;
      if (name === 'p' && line.trim() !== '') lines.push(`- ${oneLine(line)}`);
    },
  });
  return lines.length === 0 ? '' : `[diagram]\n${lines.join('\n')}`;
}
