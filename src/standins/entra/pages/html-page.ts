const stylesheet = `
:root { color-scheme: light dark; --ink: #1b1f24; --dim: #57606a; --paper: #fff; --ground: #eef1f4; --line: #d5dae0; --key: #0b5cad; --warn: #8a5300; --warn-ground: #fff4dc }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --dim: #a5adb6; --paper: #1d2126; --ground: #121518; --line: #363c44; --key: #6db3f8; --warn: #ffd58a; --warn-ground: #3a2c0f } }
* { box-sizing: border-box }
body { margin: 0; padding: 2rem 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 34rem; margin: 0 auto; padding: 1.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: 12px }
h1 { margin: .75rem 0 .25rem; font-size: 1.4rem; line-height: 1.25 }
p { margin: .5rem 0; overflow-wrap: anywhere }
.standin { margin: 0; padding: .35rem .75rem; border-radius: 8px; background: var(--warn-ground); color: var(--warn); font-size: .9rem }
.dim, small { color: var(--dim) }
ul { list-style: none; margin: 1rem 0; padding: 0; display: grid; gap: .5rem }
button { width: 100%; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: 8px; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer }
button:hover, button:focus-visible, button.hinted { border-color: var(--key); outline: 1px solid var(--key) }
button small { display: block }
button.quiet { width: auto; text-align: center }
`;

/** Creates a page with a notice that the page belongs to a stand-in. `body` is trusted HTML. */
export function page(title: string, body: string, status = 200): Response {
  const markup = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${stylesheet}</style>
</head>
<body>
<main>
<p class="standin">This is a stand-in for Microsoft Entra ID with fictional users. You do not need a real account.</p>
<h1>${escape(title)}</h1>
${body}
</main>
</body>
</html>
`;
  return new Response(markup, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    },
  });
}

/** Escapes text for element content and quoted attributes. */
export function escape(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** Creates hidden fields so that a form resends the request's parameters. */
export function hiddenFields(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('\n');
}
