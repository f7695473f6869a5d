import { createFirstOwner } from '@koersvast/api';
import { createFeed } from '@koersvast/db';
import { createTestDatabase, type TestDatabase } from '@koersvast/db/testing';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createHttpServer, type HttpOptions } from '../http.ts';

export const origin = 'http://koersvast.test';
export const owner = { name: 'Olga Eigenaar', email: 'olga@example.org', password: 'a long enough password' };

/** A real server on a free port with a database of its own, its owner and the sample project. */
export interface Installation {
  readonly db: TestDatabase;
  readonly server: FastifyInstance;
  readonly url: string;
  /** What the server has written into its log. */
  log(): string;
  /** A browser that nobody has signed in with. */
  browser(): Browser;
  /** The owner's browser. */
  owner(): Promise<Browser>;
  close(): Promise<void>;
}

export async function openInstallation(over: Partial<HttpOptions> = {}): Promise<Installation> {
  const db = await createTestDatabase({ poolSize: 8 });
  await createFirstOwner(db, owner);
  const feed = createFeed(db);
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
  const server = await createHttpServer({
    db,
    feed,
    log,
    secret: 'a secret that nobody but this test knows',
    settings: { trustProxy: false },
    addresses: { main: origin, origins: [origin] },
    ...over,
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const browser = () => new Browser(url);
  return {
    db,
    server,
    url,
    log: () => lines.join(''),
    browser,
    owner: async () => {
      const made = browser();
      await made.mutate('session.signIn', { email: owner.email, password: owner.password });
      return made;
    },
    close: async () => {
      await server.close();
      await feed.close();
      await db.drop();
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the server has sent
  readonly json: any;
}

/** Keeps cookies and names its origin, as a browser does. */
export class Browser {
  readonly url: string;
  readonly cookies = new Map<string, string>();
  /** Every Set-Cookie header, word for word. */
  readonly setCookies: string[] = [];

  constructor(url: string) {
    this.url = url;
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0 && !headers.has('cookie')) headers.set('cookie', this.cookie);
    const response = await fetch(this.url + path, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      this.setCookies.push(line);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  async ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.fetch(path, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : null,
    };
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const json = { 'content-type': 'application/json', origin };
    return this.ask(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the server has sent
  async mutate(procedure: string, input: object): Promise<any> {
    const { status, text, json } = await this.post(`/trpc/${procedure}`, input);
    if (status !== 200) throw new Error(`${procedure}: ${status} ${text}`);
    return json.result.data;
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the server has sent
  async query(procedure: string, input: object): Promise<any> {
    const { status, text, json } = await this.ask(
      `/trpc/${procedure}?${new URLSearchParams({ input: JSON.stringify(input) })}`,
    );
    if (status !== 200) throw new Error(`${procedure}: ${status} ${text}`);
    return json.result.data;
  }
}
