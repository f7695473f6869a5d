import type { AppRouter } from '@koersvast/api';
import type { inferRouterOutputs } from '@trpc/server';
import { z } from 'zod';

export const origin = 'http://koersvast.test';

type Outputs = inferRouterOutputs<AppRouter>;
/** The name of a procedure, such as `annotation.create`. */
export type Procedure = {
  [Noun in keyof Outputs & string]: `${Noun}.${keyof Outputs[Noun] & string}`;
}[keyof Outputs & string];
/** What a procedure answers. */
export type Output<Name extends Procedure> =
  Name extends `${infer Noun extends keyof Outputs & string}.${infer Verb}`
    ? Outputs[Noun][Verb & keyof Outputs[Noun]]
    : never;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

function resultOf<Name extends Procedure>(procedure: Name, { status, text, json }: Answer): Output<Name> {
  if (status !== 200) throw new Error(`${procedure}: ${status} ${text}`);
  return (json as { result: { data: Output<Name> } }).result.data;
}

const refused = z.object({
  error: z.object({ message: z.string(), data: z.object({ refusal: z.object({ code: z.string() }) }) }),
});

/** With what a procedure refused. Throws when it did not. */
export function refusalOf({ json }: Answer): { code: string; message: string } {
  const { error } = refused.parse(json);
  return { code: error.data.refusal.code, message: error.message };
}

/** What had no time for it just now is asked again, as the web app does; an operation is carried out once. */
async function untilServed(ask: () => Promise<Answer>): Promise<Answer> {
  for (let time = 1; ; time += 1) {
    const answer = await ask();
    if (answer.status !== 503 || time === 10) return answer;
  }
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

  async mutate<Name extends Procedure>(procedure: Name, input: object): Promise<Output<Name>> {
    return resultOf(procedure, await untilServed(() => this.post(`/trpc/${procedure}`, input)));
  }

  async query<Name extends Procedure>(procedure: Name, input: object): Promise<Output<Name>> {
    const query = new URLSearchParams({ input: JSON.stringify(input) });
    return resultOf(procedure, await untilServed(() => this.ask(`/trpc/${procedure}?${query}`)));
  }
}
