import { DomainError } from '@koersvast/core/error';
import { TRPCClientError } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { isPassing, isUnreachable, refusalOf } from './errors.ts';

function answered(code: string | null, httpStatus: number): TRPCClientError<AnyRouter> {
  const refusal = code === null ? undefined : { code, details: {} };
  const shape = { code: -32000, message: 'no', data: { code: 'X', httpStatus, refusal } };
  return new TRPCClientError<AnyRouter>('no', { result: { error: shape } });
}
const lost = new TRPCClientError('Failed to fetch', { cause: new TypeError('Failed to fetch') });

describe.each<[string, unknown, string | null, boolean, boolean]>([
  ['a lost connection', lost, null, true, true],
  ['a busy server', answered('busy', 503), 'busy', false, true],
  ['a refusal', answered('tag_key_taken', 409), 'tag_key_taken', false, false],
  ['a fault of the server', answered(null, 500), null, false, true],
  ['a proxy without a server', answered(null, 502), null, false, true],
  ['a refusal made here', new DomainError('too_large'), 'too_large', false, false],
  ['any other error', new Error('no'), null, false, false],
])('%s', (_name, error, code, unreachable, passing) => {
  it('is told apart', () => {
    expect(refusalOf(error)?.code ?? null).toBe(code);
    expect(isUnreachable(error)).toBe(unreachable);
    expect(isPassing(error)).toBe(passing);
  });
});
