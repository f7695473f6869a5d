import type { RefusalWire } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { TRPCClientError } from '@trpc/client';

/** The refusal that the server sent, or that was made here; null when nothing was refused, only lost. */
export function refusalOf(error: unknown): RefusalWire | null {
  if (error instanceof DomainError) return error.refusal;
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null || !('refusal' in data)) return null;
  return (data.refusal as RefusalWire | null | undefined) ?? null;
}

/** The HTTP status of an answer of the server; null when there was none. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null || !('httpStatus' in data)) return null;
  return typeof data.httpStatus === 'number' ? data.httpStatus : null;
}

/** Whether nothing came back at all: no network, or no server. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TRPCClientError && error.data == null && error.cause?.name !== 'AbortError';
}

/** Whether the same command, with the same operation id, may well succeed later. */
export function isPassing(error: unknown): boolean {
  if (isUnreachable(error)) return true;
  const refusal = refusalOf(error);
  if (refusal !== null) return refusal.code === 'busy';
  return (statusOf(error) ?? 0) >= 500;
}
