/** Maximum number of characters that fit in a line. */
const WIDTH = 150;

/**
 * Returns a page that looks like a terminal in which a command was run.
 * @param {string} command @param {string} output
 */
export function terminalPage(command, output) {
  const lines = output
    .trimEnd()
    .split('\n')
    .map((line) => (line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line));
  const body = lines.map((line) => escape(line).replace(/^ok /, '<b>ok</b> ')).join('\n');
  return `<!doctype html><html lang="en"><title>${escape(command)}</title><style>
body { margin: 0; background: #14181d; color: #d6dde4; font: 13px/1.55 "DejaVu Sans Mono", monospace }
pre { margin: 0; padding: 18px 22px; font: inherit }
b { color: #7ee2a0; font-weight: normal } i { color: #8b98a5; font-style: normal }
</style><pre><i>$</i> ${escape(command)}\n${body}</pre></html>`;
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
