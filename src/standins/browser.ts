/** The page that the browser shows after following redirects. */
export type Page = { readonly url: string; readonly status: number; readonly text: string };

/** A minimal headless browser: keeps cookies, follows redirects and submits plain HTML forms. */
export type Browser = {
  /** Opens a URL and follows redirects. Does not follow a redirect to a URL that starts with `stopAt`. */
  open(url: string, stopAt?: string): Promise<Page>;
  /** Presses the first button whose label, name or value matches `button`, and submits the button's form. */
  press(page: Page, button: RegExp, stopAt?: string): Promise<Page>;
};

const MOST_REDIRECTS = 10;

/** Creates a browser with an empty cookie jar. Cookies are kept per host and port. */
export function createBrowser(deadlineSeconds = 15): Browser {
  const jars = new Map<string, Map<string, string>>();

  const request = async (url: string, init: RequestInit): Promise<Response> => {
    const jar = jars.get(new URL(url).host) ?? new Map<string, string>();
    jars.set(new URL(url).host, jar);
    const headers = new Headers(init.headers);
    headers.set('accept', 'text/html');
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const signal = AbortSignal.timeout(deadlineSeconds * 1000);
    const response = await fetch(url, { ...init, headers, redirect: 'manual', signal });
    for (const cookie of response.headers.getSetCookie()) keep(jar, cookie);
    return response;
  };

  const follow = async (first: string, init: RequestInit, stopAt?: string): Promise<Page> => {
    let [url, options] = [first, init];
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      // oxlint-disable-next-line no-await-in-loop -- each redirect depends on the response before it
      const response = await request(url, options);
      const location = response.headers.get('location');
      // oxlint-disable-next-line no-await-in-loop
      const text = await response.text();
      if (location === null) return { url, status: response.status, text };
      url = new URL(location, url).href;
      options = { method: 'GET' };
      if (stopAt !== undefined && url.startsWith(stopAt)) return { url, status: response.status, text };
    }
    throw new Error(`More than ${MOST_REDIRECTS} redirects from ${new URL(first).origin}`);
  };

  return {
    open: (url, stopAt) => follow(url, { method: 'GET' }, stopAt),
    press: (page, button, stopAt) => {
      const { action, method, fields } = findForm(page, button);
      const target = new URL(action, page.url);
      if (method === 'get') {
        target.search = fields.toString();
        return follow(target.href, { method: 'GET' }, stopAt);
      }
      const headers = {
        origin: new URL(page.url).origin,
        'content-type': 'application/x-www-form-urlencoded',
      };
      return follow(target.href, { method: 'POST', headers, body: fields.toString() }, stopAt);
    },
  };
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = '', ...attributes] = cookie.split(';');
  const cut = pair.indexOf('=');
  const name = pair.slice(0, cut);
  const expired = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
  if (expired) jar.delete(name);
  else jar.set(name, pair.slice(cut + 1));
}

type Form = { action: string; method: string; fields: URLSearchParams };

function findForm(page: Page, button: RegExp): Form {
  for (const [, head = '', body = ''] of page.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)) {
    for (const [, attributes = '', label = ''] of body.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)) {
      const [name, value] = [attribute(attributes, 'name'), attribute(attributes, 'value')];
      if (![plain(label), name, value].some((text) => text !== undefined && button.test(text))) continue;
      const fields = hiddenFields(body);
      if (name !== undefined) fields.set(name, value ?? '');
      return {
        action: attribute(attributes, 'formaction') ?? attribute(head, 'action') ?? page.url,
        method: (attribute(head, 'method') ?? 'get').toLowerCase(),
        fields,
      };
    }
  }
  throw new Error(
    `No button matches ${button} on the page ${new URL(page.url).pathname} (status ${page.status})`,
  );
}

function hiddenFields(body: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, attributes = ''] of body.matchAll(/<input\b([^>]*)>/gi)) {
    const name = attribute(attributes, 'name');
    if (name !== undefined) fields.set(name, attribute(attributes, 'value') ?? '');
  }
  return fields;
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}="([^"]*)"`, 'i').exec(tag);
  return match?.[1] === undefined ? undefined : plain(match[1]);
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  '#x2F': '/',
};

function plain(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .trim();
}
