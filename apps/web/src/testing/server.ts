import type { DomainErrorCode } from '@koersvast/core/error';

/** What the server answers to a procedure: what it gives back for an input, or throws. */
export type Answers = Readonly<Record<string, (input: never) => unknown>>;

/** What the server answers with when it refuses. */
export class Refused extends Error {
  readonly code: DomainErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: DomainErrorCode, details: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

const never = new Promise<never>(() => {});

/** An answer that never comes. */
export const silent = (): Promise<never> => never;

let coming = new Set<object>();

/** How many questions wait for an answer that will come. */
export const answersComing = (): number => coming.size;

/** No network. */
export class Unreachable extends Error {}

export interface Call {
  readonly path: string;
  readonly input: unknown;
  /** As whom it was sent, where that was said. */
  readonly person: string | null;
}

const page = window.fetch;

async function answerOf(answers: Answers, call: Call & { readonly orders: boolean }): Promise<unknown> {
  const answer = answers[call.path];
  if (answer === undefined) return faultOf(call.path, 'not_found', {}, 404);
  try {
    const given = answer(call.input as never);
    if (given === never || call.orders) return { result: { data: await given } };
    coming.add(call);
    return { result: { data: await given } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, details } = error;
    const status = code === 'busy' ? 503 : code === 'not_signed_in' ? 401 : 409;
    return faultOf(call.path, code, details, status);
  } finally {
    coming.delete(call);
  }
}

function faultOf(path: string, code: string, details: object, httpStatus: number): unknown {
  const data = { code: 'CONFLICT', httpStatus, path, refusal: { code, details } };
  return { error: { message: code, code: -32_009, data } };
}

/** A server in the place of the page's own: calls are answered one by one, however they are batched. */
export function serve(answers: Answers): { readonly calls: readonly Call[]; answer(more: Answers): void } {
  const calls: Call[] = [];
  let known = answers;
  coming = new Set();
  window.fetch = async (resource, init) => {
    const url = new URL(resource instanceof Request ? resource.url : String(resource), location.href);
    if (!url.pathname.startsWith('/trpc/')) return page(resource, init);
    const paths = decodeURIComponent(url.pathname.slice('/trpc/'.length)).split(',');
    const batch = url.searchParams.has('batch');
    // What is ordered is shown as under way for as long as it takes.
    const orders = init?.method === 'POST';
    const given = orders ? init.body : url.searchParams.get('input');
    const inputs: unknown = typeof given === 'string' ? JSON.parse(given) : {};
    const person = new Headers(init?.headers).get('koersvast-person');
    const asked = paths.map((path, at) => ({
      path,
      input: batch ? (inputs as Record<string, unknown>)[at] : inputs,
      person,
    }));
    calls.push(...asked);
    try {
      const all = await Promise.all(asked.map((call) => answerOf(known, { ...call, orders })));
      return Response.json(batch ? all : all[0]);
    } catch (error) {
      if (error instanceof Unreachable) throw new TypeError('Failed to fetch');
      throw error;
    }
  };
  return {
    calls,
    answer: (more) => {
      known = { ...known, ...more };
    },
  };
}
