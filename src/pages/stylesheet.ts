/**
 * The stylesheet of all pages; the content security policy contains its hash. Overflow is clipped, so that stacked
 * combining marks in untrusted text cannot cover other lines; the outline of a focused element stays visible.
 */
export const stylesheet = `
:root { color-scheme: light dark; --ground: #f5f6f8; --card: #fff; --ink: #1c2230; --soft: #5a6475; --line: #dfe3ea;
  --accent: #2456c9; --on-accent: #fff; --warn-ground: #fff6e0; --warn-ink: #6a4a00; --warn-line: #f0d590;
  --good-ground: #e7f6ec; --good-ink: #12552b; --good-line: #a9dbb9; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12151c; --card: #1b202a; --ink: #e8ebf1; --soft: #a2acbd; --line: #313949;
    --accent: #8fb1ff; --on-accent: #0d1526; --warn-ground: #33290f; --warn-ink: #f3d68a; --warn-line: #5d4a17;
    --good-ground: #12301d; --good-ink: #a5e3ba; --good-line: #245c38; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header { display: flex; align-items: center; gap: .6rem; max-width: 36rem; margin: 0 auto; padding: 2rem 1.25rem 0; }
.mark { width: 1.5rem; height: 1.25rem; border: 3px solid var(--accent); border-bottom-width: 0; border-radius: .8rem .8rem 0 0; }
.brand { font-weight: 650; letter-spacing: .01em; }
main { max-width: 36rem; margin: 1rem auto 3rem; padding: 2rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 14px; }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
* + h1 { margin-top: 2rem; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1.05rem; }
p { margin: .75rem 0; overflow-wrap: anywhere; }
ul { margin: .5rem 0; padding-left: 1.25rem; }
li { margin: .35rem 0; }
a { color: var(--accent); }
code { font: .9em ui-monospace, SFMono-Regular, Consolas, monospace; overflow-wrap: anywhere; }
dl { margin: .5rem 0; }
dt { margin-top: .6rem; color: var(--soft); font-size: .9rem; }
dd { margin: .1rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
ul > li { overflow-wrap: anywhere; }
@supports (overflow-clip-margin: 1em) { :is(h1, h2, p, dt, dd) { overflow: clip; overflow-clip-margin: .5em; } }
li:not(:has(:focus-visible)) { overflow-y: clip; }
.soft { color: var(--soft); }
.host { margin: .25rem 0 .75rem; padding: .7rem .9rem; border: 1px solid var(--line); border-radius: 10px;
  font: 650 1.25rem/1.3 ui-monospace, SFMono-Regular, Consolas, monospace; overflow-wrap: anywhere; }
.tag { display: inline-block; padding: 0 .5rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--soft);
  font-size: .8rem; font-weight: 400; vertical-align: middle; }
.notice { padding: .75rem .9rem; border: 1px solid var(--warn-line); border-radius: 10px; background: var(--warn-ground);
  color: var(--warn-ink); }
.notice.good { border-color: var(--good-line); background: var(--good-ground); color: var(--good-ink); }
summary { cursor: pointer; }
.areas { padding: 0; list-style: none; }
.areas > li { margin: 0; border-top: 1px solid var(--line); }
.areas > li:last-child { border-bottom: 1px solid var(--line); }
.areas summary { padding: .65rem 0; }
.areas details > ul { margin: 0 0 .75rem; }
.rows { margin: 1rem 0; padding: 0; list-style: none; }
.rows > li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: 0; padding: 1rem 0;
  border-top: 1px solid var(--line); }
.rows > li > div { flex: 1 1 16rem; min-width: 0; }
.rows :is(h2, p) { margin: .15rem 0; }
.rows button { padding: .5rem 1rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.75rem; }
button, .button { flex: 1 1 9rem; padding: .75rem 1.25rem; border: 1px solid var(--line); border-radius: 10px;
  background: transparent; color: var(--ink); font: inherit; font-weight: 600; text-align: center; text-decoration: none;
  cursor: pointer; }
button.primary, .button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
:is(button, a, summary):focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
@media (max-width: 32rem) { header { padding-top: 1.25rem; } main { margin: 1rem 0 0; padding: 1.5rem 1.25rem 2rem;
  border-width: 1px 0; border-radius: 0; } button, .button { flex-basis: auto; padding-inline: .5rem; } }
`;
