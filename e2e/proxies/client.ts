import { Buffer } from 'node:buffer';
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from 'node:http2';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A browser as far as a proxy can tell: HTTP/2 over TLS, with cookies and an origin. The certificate is our own. */
export class Client {
  readonly base: string;
  readonly session: ClientHttp2Session;
  readonly setCookies: string[] = [];
  #cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(address: string) {
    const { origin, pathname } = new URL(address);
    this.#origin = origin;
    this.base = pathname.replace(/\/$/, '');
    this.session = connect(origin, { rejectUnauthorized: false });
    // What breaks shows in the requests that are under way.
    this.session.on('error', () => undefined);
  }

  #open(method: string, path: string, headers: Record<string, string>) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return this.session.request({
      ...{ ':method': method, ':path': this.base + path, origin: this.#origin, cookie },
      ...headers,
    });
  }

  async ask(
    method: string,
    path: string,
    { headers = {}, body }: { headers?: Record<string, string>; body?: string | Buffer } = {},
  ): Promise<Answer> {
    const stream = this.#open(method, path, headers);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const parts: Buffer[] = [];
    let answered: IncomingHttpHeaders = {};
    stream.on('response', (given) => {
      answered = given;
      for (const line of given['set-cookie'] ?? []) {
        this.setCookies.push(line);
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        this.#cookies.set(name, value);
      }
    });
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('error', reject);
    stream.on('end', () =>
      resolve({ status: Number(answered[':status']), headers: answered, body: Buffer.concat(parts) }),
    );
    stream.end(body);
    return promise;
  }

  async mutate<Output>(
    procedure: string,
    input: object,
    headers: Record<string, string> = {},
  ): Promise<Output> {
    const json = { 'content-type': 'application/json', ...headers };
    return resultOf(
      procedure,
      await this.ask('POST', `/trpc/${procedure}`, { headers: json, body: JSON.stringify(input) }),
    );
  }

  async query<Output>(procedure: string, input: object): Promise<Output> {
    return resultOf(
      procedure,
      await this.ask('GET', `/trpc/${procedure}?${new URLSearchParams({ input: JSON.stringify(input) })}`),
    );
  }

  /** A stream of events, of which `onText` is told as it comes. Ends when its connection does. */
  follow(
    path: string,
    onText: (text: string) => void,
  ): { readonly ended: Promise<void>; headers(): IncomingHttpHeaders; stop(): void } {
    const stream = this.#open('GET', path, { accept: 'text/event-stream', 'accept-encoding': 'gzip, br' });
    let headers: IncomingHttpHeaders = {};
    stream.on('response', (given) => {
      headers = given;
    });
    stream.setEncoding('utf8').on('data', onText);
    stream.on('error', () => undefined);
    const ended = new Promise<void>((resolve) => stream.on('close', () => resolve()));
    return { ended, headers: () => headers, stop: () => stream.close() };
  }

  get cookies(): readonly (readonly [string, string])[] {
    return [...this.#cookies];
  }

  close(): void {
    this.session.destroy();
  }
}

function resultOf<Output>(procedure: string, { status, body }: Answer): Output {
  if (status !== 200) throw new Error(`${procedure}: ${status} ${body}`);
  return JSON.parse(body.toString()).result.data;
}
