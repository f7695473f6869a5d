import { DomainError } from '@koersvast/core/error';
import { domainErrorCodes } from '@koersvast/core/error-codes';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { InnerContext } from './context.ts';
import { refusalOf, toTrpcError, wordsOf } from './error-mapping.ts';
import { createInnerContext } from './make-context.ts';
import { createCallerFactory, publicProcedure, router } from './trpc.ts';

const trpc = (error: unknown): TRPCError => {
  const mapped = toTrpcError(error);
  if (!(mapped instanceof TRPCError)) throw new Error('not mapped', { cause: mapped });
  return mapped;
};

test('the sentence of a scan tells its pages, where they are known', () => {
  const said = (pages?: number) =>
    wordsOf(new DomainError('file_without_text', pages === undefined ? {} : { pages }).refusal);
  expect(said(1200)).toContain('only pictures of pages (1,200): it is a scan');
  expect(said()).toContain('only pictures of pages: it is a scan');
});

test.each(domainErrorCodes)(
  '%s is one sentence and a 4xx, a 503 where a later try may succeed, or a 500 where the server failed',
  (code) => {
    const error = trpc(new DomainError(code, { version: 2 }));
    expect(getHTTPStatusCodeFromError(error)).toSatisfy((status: number) =>
      code === 'busy'
        ? status === 503
        : code === 'unexpected' || code === 'backup_not_made'
          ? status === 500
          : status >= 400 && status < 500,
    );
    expect(refusalOf(error)).toEqual({ code, details: { version: 2 } });
    expect(error.message).toMatch(/^[A-Z][^.!]*\.$/);
  },
);

describe('what is not a refusal', () => {
  test.each([
    ['a deadlock', Object.assign(new Error('deadlock detected'), { code: '40P01' })],
    ['a database that is shutting down', Object.assign(new Error('terminating'), { code: '57P01' })],
    ['a full disk', Object.assign(new Error('no space'), { code: '53100' })],
    ['no connection', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['a pool that is used up', new Error('timeout exceeded when trying to connect')],
  ])('%s is busy', (_, fault) => {
    expect(refusalOf(trpc(fault)).code).toBe('busy');
  });

  test.each([
    ['a fault of the program', new TypeError('undefined is not a function')],
    ['a broken rule of the database', Object.assign(new Error('violates'), { code: '23514' })],
  ])('%s is left as it is', (_, fault) => {
    expect(toTrpcError(fault)).toBe(fault);
  });

  test('a fault says nothing of itself to the caller', () => {
    const fault = new TRPCError({
      code: 'INTERNAL_SERVER_ERROR',
      message: 'SELECT * FROM "user" at /srv/secret.ts:1',
      cause: new Error('SELECT'),
    });
    const refusal = refusalOf(fault);
    expect(refusal).toEqual({ code: 'unexpected', details: {} });
    expect(wordsOf(refusal)).not.toMatch(/select|srv/i);
  });

  test('a wrong field is named, and only that', () => {
    const parsed = z
      .strictObject({ tag: z.strictObject({ name: z.string() }) })
      .safeParse({ tag: { name: 1 } });
    const refusal = refusalOf(new TRPCError({ code: 'BAD_REQUEST', cause: parsed.error }));
    expect(refusal).toEqual({ code: 'input_not_valid', details: { path: 'tag.name' } });
    expect(wordsOf(refusal)).toBe('The field "tag.name" is not valid.');
  });
});

describe('a procedure', () => {
  const logged: unknown[] = [];
  const warned: unknown[] = [];
  const faulty = router({
    fault: publicProcedure.query(() => {
      throw new TypeError('inner workings');
    }),
    refusal: publicProcedure.query(() => {
      throw new DomainError('tag_archived');
    }),
    waits: publicProcedure.query(() => {
      throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
    }),
  });
  const context = (): InnerContext =>
    createInnerContext({
      db: {} as InnerContext['db'],
      feed: {} as InnerContext['feed'],
      auth: {} as InnerContext['auth'],
      person: null,
      requestId: 'request 7',
      log: {
        error: (fields, message) => logged.push([fields, message]),
        warn: (fields, message) => warned.push([fields, message]),
      },
    });

  test('that fails is written down with its request, one that refuses is not', async () => {
    const caller = createCallerFactory(faulty)(context());
    await expect(caller.refusal()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(logged).toEqual([]);
    await expect(caller.fault()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(logged).toEqual([
      [{ err: expect.any(TypeError), requestId: 'request 7', path: 'fault' }, 'a procedure failed'],
    ]);
  });

  test('that ends as busy is written down with what it waited for', async () => {
    const caller = createCallerFactory(faulty)(context());
    await expect(caller.waits()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(warned).toEqual([
      [
        {
          ...{
            err: expect.any(Error),
            requestId: 'request 7',
            path: 'waits',
            milliseconds: expect.any(Number),
          },
          cause: {
            ...{ waitedFor: 'statement', code: '57014', where: null, statement: null },
            said: 'canceling statement due to statement timeout',
          },
        },
        'a procedure ended as busy',
      ],
    ]);
  });
});
