import { isLoopback } from '../config/loopback.ts';
import { json } from '../http/response/respond.ts';
import { connections, copyable, type Connection } from './client-instructions.ts';
import { contentSecurityPolicy, element, hashSource, html, page, type Markup } from './layout.ts';

const style = `
header, main { max-width: 46rem; }
h1 { font-size: 1.85rem; }
h3 { margin: 1.25rem 0 .4rem; color: var(--soft); font-size: .85rem; font-weight: 600; }
main > .copyable code { font-size: 1.05rem; font-weight: 600; }
.copyable { display: flex; gap: .5rem; align-items: flex-start; margin: .6rem 0; }
main > .copyable { align-items: stretch; }
.copyable pre { flex: 1; min-width: 0; margin: 0; padding: .7rem .9rem; border: 1px solid var(--line);
  border-radius: 10px; background: var(--ground); white-space: pre-wrap; overflow-wrap: anywhere; }
.copy { flex: none; padding: .7rem .9rem; font-size: .9rem; }
.copy[hidden] { display: none; }
details { margin: .4rem 0; border: 1px solid var(--line); border-radius: 10px; }
summary { padding: .7rem .9rem; font-weight: 600; }
details > div { padding: 0 .9rem .75rem; }
ol { margin: .25rem 0; padding-left: 1.25rem; }
.button { display: inline-block; }
`;

const script = `
for (const button of document.querySelectorAll('.copy')) {
  const text = button.previousElementSibling.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Not allowed';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
}
`;

/** The common policy, plus the hashes of this page's own style and script. */
const policy = `${contentSecurityPolicy.replace('style-src ', `style-src ${hashSource(style)} `)}; script-src ${hashSource(script)}`;

/** A service where users can link an account. `name` is also the name of the service's toolset. */
type Service = { readonly name: string; readonly title: string };

/** Serves `/`: what Portico is, its MCP URL, and how to connect each app. Apps get the MCP URL as JSON. */
export function createLanding(
  publicUrl: string,
  services: readonly Service[] = [],
): (request?: Request) => Promise<Response> {
  const url = `${publicUrl}/mcp`;
  const local = isLoopback(new URL(publicUrl).hostname);
  const body = html`<h1>Microsoft 365 for your AI app</h1>
    <p>
      Connect the assistant that you already use to your mail, calendar, files and teams. It signs in as you,
      sees what you can see, and does what your organisation allows.
    </p>
    <h2 id="url">The address to give to your app</h2>
    ${copyable(url)}
    <p class="soft">
      It is an MCP server. The first time, your app asks you to sign in with your work account, and you see
      which permissions it requests before anything happens.
    </p>
    <h2>Connect</h2>
    ${[...connections(url)].map(
      ([group, apps]) =>
        html`<h3>${group}</h3>
          ${apps.map((app) => section(app, local))}`,
    )}
    <h2>Good to know</h2>
    <ul>
      <li>
        The app never sees your password, and never gets your Microsoft 365 token: Portico makes each call on
        your behalf.
      </li>
      <li>
        Under <a href="/account">your apps</a>, you can see which apps can act for you, and disconnect them.
      </li>
      ${services.map((service) => linkedService(service, url))}
      <li>
        Emails and files can contain text that tries to give your assistant instructions. Check what it is
        about to send or delete before you agree.
      </li>
    </ul>
    ${element('script', script)}`;
  const head = element('style', style);
  return async (request) =>
    request !== undefined && isApp(request)
      ? referToEndpoint(url)
      : page({ title: 'Connect your AI app', body, head, headers });
}

function linkedService({ name, title }: Service, url: string): Markup {
  return html`<li>
    To use your ${title} account too, give your app the address
    <code>${url}?toolsets=default,${name}</code>. The first time, it shows you a page where you can link the
    account.
  </li>`;
}

/**
 * Returns whether the request comes from an MCP client that was configured with only the origin. Such a client posts a
 * message or requests an event stream.
 */
function isApp({ method, headers }: Request): boolean {
  const accept = headers.get('accept') ?? '';
  return method === 'POST' || (accept.includes('text/event-stream') && !accept.includes('text/html'));
}

/** Returns a JSON-RPC error, which apps show or log. */
function referToEndpoint(url: string): Response {
  const message = `This is not the MCP endpoint. Give your app the address ${url}`;
  const error = { code: -32_000, message, data: { url } };
  return json({ jsonrpc: '2.0', error, id: null }, { status: 405, headers: { allow: 'GET, HEAD' } });
}

const headers = {
  'content-security-policy': policy,
  'cache-control': 'public, max-age=300',
  // Set only on this page. On other pages, the header would break clients that open the sign-in in a popup.
  'cross-origin-opener-policy': 'same-origin',
};

function section({ name, hosted, steps, link }: Connection, local: boolean): Markup {
  return html`<details name="client">
    <summary>${name}</summary>
    <div>
      ${link && html`<p><a class="button primary" href="${link.href}">${link.label}</a></p>`}
      ${
        local &&
        hosted &&
        html`<p class="notice">
          This server runs on your own machine, which ${name} cannot reach. Deploy it first.
        </p>`
      }
      <ol>
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>
    </div>
  </details> `;
}
