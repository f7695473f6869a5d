import type { AppRouter } from '@koersvast/api';
import { limits } from '@koersvast/core/limit';
import { MutationCache, type MutationKey, QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCLink,
} from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { at } from '../lib/base.ts';
import { retryDelay } from '../lib/retry-delay.ts';
import { askForPassword, sessionNumber } from './asked-password.ts';
import { isPassing, refusalOf } from './errors.ts';

const url = at('/trpc');

/** What people do before they are signed in: being told so is then the answer, not an interruption. */
const beforeSignIn: ReadonlySet<string> = new Set([
  'session.current',
  'session.signIn',
  'session.createFirstOwner',
  'session.firstOwnerLink',
  'session.resetPassword',
  'member.invitation',
  'member.join',
]);

/** The header in which a sender says whom it takes to be signed in. */
const personHeader = 'koersvast-person';

/**
 * The context of what is sent in the background for one person: the server refuses it as not signed in when the
 * session has become somebody else's, and nobody is asked for a password by the way.
 */
export function asPerson(personId: string): Record<string, unknown> {
  return { person: personId };
}

/** As whom is asked what is asked just now. */
let askedAs: string | null = null;

/**
 * Asks in the background for one person whatever `ask` asks at once: of whoever is probably signed in, before that is
 * known.
 */
export function askingAs(personId: string, ask: () => void): void {
  askedAs = personId;
  try {
    ask();
  } finally {
    askedAs = null;
  }
}

function personOf(op: { readonly context: Record<string, unknown> }): string | null {
  return typeof op.context.person === 'string' ? op.context.person : null;
}

function headersOf(ops: readonly { readonly context: Record<string, unknown> }[]): Record<string, string> {
  const person = ops.map(personOf).find((each) => each !== null);
  return person === undefined || person === null ? {} : { [personHeader]: person };
}

/** When the session has ended, asks for the password in place and then does the same once more. */
const sessionLink: TRPCLink<AppRouter> = () => (given) =>
  observable((observer) => {
    const { next } = given;
    const op =
      askedAs === null ? given.op : { ...given.op, context: { ...given.op.context, ...asPerson(askedAs) } };
    const attempt = () => {
      const sentIn = sessionNumber();
      return next(op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error: (error) => {
          const ended = refusalOf(error)?.code === 'not_signed_in';
          const background = op.type === 'subscription' || personOf(op) !== null;
          if (!ended || background || beforeSignIn.has(op.path)) {
            observer.error(error);
            return;
          }
          askForPassword(sentIn).then(
            () => {
              running = attempt();
            },
            () => observer.error(error),
          );
        },
      });
    };
    let running = attempt();
    return () => running.unsubscribe();
  });

/**
 * Whole files go alone, so that one of them cannot make a batch too large; and what nothing should wait for, or be
 * asked for together with what is asked as somebody.
 */
const alone: ReadonlySet<string> = new Set([
  'session.current',
  'document.add',
  'document.preview',
  'installation.backUp',
  'tag.importCodebook',
]);

/** What takes a while to be reckoned keeps nothing waiting, least of all the question how far it is. */
const takesLong = ({ path }: { readonly path: string }) => /^(agreement|count|search)\./.test(path);

/** A question about hundreds of documents does not fit into an address, of which a server reads 16 KB. */
const isLong = ({ type, input }: { readonly type: string; readonly input: unknown }) =>
  type === 'query' && JSON.stringify(input ?? null).length > 3_000;

export const client = createTRPCClient<AppRouter>({
  links: [
    sessionLink,
    splitLink({
      condition: (op) => op.type === 'subscription',
      true: httpSubscriptionLink({ url }),
      false: splitLink({
        condition: (op) => alone.has(op.path) || (takesLong(op) && !isLong(op)),
        true: httpLink({ url }),
        false: splitLink({
          condition: isLong,
          true: httpLink({ url, methodOverride: 'POST', headers: ({ op }) => headersOf([op]) }),
          false: httpBatchLink({
            url,
            maxItems: limits.calls,
            maxURLLength: 4000,
            headers: ({ opList }) => headersOf(opList),
          }),
        }),
      }),
    }),
  ],
});

interface AnswerListener {
  done(key: MutationKey | undefined, input: unknown, output: unknown): void;
  refused(key: MutationKey | undefined, input: unknown, error: unknown): void;
}

const listeners = new Set<AnswerListener>();

/** Hears of what comes of each command, before whoever gave it does. Returns what ends that. */
export function onAnswer(listener: AnswerListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const queryClient = new QueryClient({
  mutationCache: new MutationCache({
    onSuccess: (output, input, _before, { options }) => {
      for (const { done } of listeners) done(options.mutationKey, input, output);
    },
    onError: (error, input, _before, { options }) => {
      for (const { refused } of listeners) refused(options.mutationKey, input, error);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => isPassing(error) && failures < 2,
      retryDelay: (attempt) => retryDelay(attempt + 1),
    },
  },
});

/** The API as options for queries and mutations: `useQuery(trpc.project.list.queryOptions({}))`. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
