import type { ProviderSettings } from '@koersvast/api';
import { Events, type MutableResponse, type MutableToken, OAuth2Server } from 'oauth2-mock-server';
import type { Browser } from './browser.ts';

/** What the provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

export const els: Claims = {
  sub: 'els-0001',
  name: 'Els de Vries',
  email: 'els.de.vries@universiteit.example.org',
  schac_home_organization: 'universiteit.example.org',
};

/** A provider on this machine. A test says who is signed in there, and how it misbehaves. */
export interface TestProvider {
  readonly settings: ProviderSettings;
  /** The requests for tokens that it was sent. */
  readonly asked: URLSearchParams[];
  signedIn(claims: Claims): void;
  /** What is done to the next token of identity before it is signed. */
  spoil(change: (payload: Record<string, unknown>) => void): void;
  /** What is done to the next token of identity after it was signed. */
  replace(change: (token: string) => string): void;
  rotateKeys(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** From the address that a page went on to, to the path with which the browser comes back. */
  visit(href: string): Promise<string>;
}

export function payloadOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

export async function openTestProvider(over: Partial<ProviderSettings> = {}): Promise<TestProvider> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  const { port } = server.address();
  const issuer = server.issuer.url ?? '';
  const { service } = server;
  let current = els;
  const asked: URLSearchParams[] = [];
  const used = new Set<string>();

  service.on(Events.BeforeWellKnownOpenIdConfiguration, ({ body }: MutableResponse) => {
    if (body !== '') body.token_endpoint_auth_methods_supported = ['client_secret_basic'];
  });
  let spoilNext: ((payload: Record<string, unknown>) => void) | null = null;
  service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken) => {
    // Two tokens are signed: the one that says who it is has an audience.
    if (payload.aud === undefined) return;
    Object.assign(payload, { sub: current.sub, auth_time: Math.floor(Date.now() / 1_000) });
    spoilNext?.(payload);
    spoilNext = null;
  });
  service.on(Events.BeforeResponse, (answer: MutableResponse, request: { body?: object }) => {
    const body = new URLSearchParams({ ...request.body });
    asked.push(body);
    const code = body.get('code') ?? '';
    if (used.has(code)) Object.assign(answer, { statusCode: 400, body: { error: 'invalid_grant' } });
    used.add(code);
  });
  service.on(Events.BeforeUserinfo, (answer: MutableResponse) => {
    answer.body = { ...current };
  });
  return {
    settings: {
      ...{ issuer, clientId: 'koersvast', clientSecret: 'what the provider gave us', label: 'SURFconext' },
      ...{ allowedOrgs: null, emergencyOwner: null },
      ...over,
    },
    asked,
    signedIn: (claims) => {
      current = claims;
    },
    spoil: (change) => {
      spoilNext = change;
    },
    replace(change) {
      service.once(Events.BeforeResponse, (answer: MutableResponse) => {
        const { body } = answer;
        if (body !== '') body.id_token = change(String(body.id_token));
      });
    },
    // Keys sign in turns: the next token of identity is signed with the new one.
    rotateKeys: async () => {
      await server.issuer.keys.generate('RS256');
    },
    stop: () => server.stop(),
    start: () => server.start(port, '127.0.0.1'),
    async visit(href) {
      const answer = await fetch(href, { redirect: 'manual' });
      const { pathname, search } = new URL(answer.headers.get('location') ?? '');
      return pathname + search;
    },
  };
}

/** Comes back from the provider, and returns the screen on which that ends. */
export async function comeBack(browser: Browser, path: string): Promise<string> {
  const answer = await browser.fetch(path, {
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  if (answer.status !== 303) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.headers.get('location') ?? '';
}
