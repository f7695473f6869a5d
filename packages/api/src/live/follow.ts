import type { LiveEvent } from '@koersvast/contracts';
import { type Cursor, DomainError, decodeCursor, encodeCursor, type Scope } from '@koersvast/core';
import {
  type Change,
  type FeedRead,
  loadAccess,
  outsideTransaction,
  type Present,
  readCursor,
} from '@koersvast/db';
import type { SignedInContext } from '../command.ts';

/** A stream asks at least so often whether it may go on, and who is here. */
const CHECK_MS = 1_200;
/** Between two batches of one stream, so that many writers do not make it read for each of them. */
const PAUSE_MS = 100;

interface Reader {
  scope: Scope;
  cursor: Cursor;
  /** What was last told of who is here, as JSON. */
  present: string | null;
}

function parseCursor(cursor: string): Cursor {
  const parsed = decodeCursor(cursor);
  if (!parsed) throw new DomainError('input_not_valid', { path: 'cursor' });
  return parsed;
}

async function open(ctx: SignedInContext, projectId: string, cursor: string): Promise<Reader> {
  const parsed = parseCursor(cursor);
  const who = { projectId, personId: ctx.person.id };
  const access = await loadAccess(outsideTransaction(ctx.db), who);
  if (!access) throw new DomainError('not_found');
  return { scope: access.scope, cursor: parsed, present: null };
}

/** Reads on and moves the reader. Throws `not_found` once the person is no member any more. */
async function read(
  ctx: SignedInContext,
  projectId: string,
  reader: Reader,
): Promise<Exclude<FeedRead, { kind: 'gone' }>> {
  const { scope, cursor } = reader;
  const found = await ctx.feed.read(projectId, { personId: ctx.person.id, scope, cursor, now: ctx.now() });
  if (found.kind === 'gone') throw new DomainError('not_found');
  reader.scope = found.access.scope;
  reader.cursor =
    found.kind === 'changes'
      ? found.cursor
      : await readCursor(outsideTransaction(ctx.db), found.access.scope);
  return found;
}

function presenceEvent(reader: Reader, present: readonly Present[]): LiveEvent | null {
  const told = JSON.stringify(present);
  if (told === reader.present) return null;
  reader.present = told;
  return { kind: 'presence', present: [...present] };
}

function toldEvent(changes: Change[], reread: string[], cursor: string): LiveEvent {
  return { kind: 'changes', changes, ...(reread.length > 0 && { reread }), cursor };
}

/** Resolves after `milliseconds`, or at once when `signal` aborts. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
}

/**
 * The changes of a project from `cursor` on, for ever, each with the cursor after it. Who the person is, what
 * they may do and what they may see is asked again for every batch, and at least every 1.2 seconds.
 * Waiting holds no connection.
 *
 * @throws DomainError `not_found` when they are no member (any more), `not_signed_in` when their session has
 *   ended, `input_not_valid` for a cursor that is none.
 */
export async function* follow(
  ctx: SignedInContext,
  projectId: string,
  from: string,
  signal: AbortSignal,
): AsyncGenerator<{ id: string; event: LiveEvent }> {
  const watch = ctx.feed.watch(projectId);
  try {
    const reader = await open(ctx, projectId, from);
    let checkedAt = performance.now();
    while (!signal.aborted) {
      await watch.next(CHECK_MS, signal);
      if (signal.aborted) return;
      if (performance.now() - checkedAt > CHECK_MS * 0.8) {
        if (!(await ctx.revalidate())) throw new DomainError('not_signed_in');
        checkedAt = performance.now();
      }
      for (let more = true; more; ) {
        const found = await read(ctx, projectId, reader);
        const cursor = encodeCursor(reader.cursor);
        more = found.kind === 'changes' && found.more;
        if (found.kind === 'resync') yield { id: cursor, event: { kind: 'resync', cursor } };
        if (found.kind === 'resync') continue;
        const { changes, reread } = found;
        if (changes.length > 0 || reread.length > 0)
          yield { id: cursor, event: toldEvent(changes, reread, cursor) };
        const presence = presenceEvent(reader, found.present);
        if (presence) yield { id: cursor, event: presence };
      }
      await pause(PAUSE_MS, signal);
    }
  } finally {
    watch.close();
  }
}

/** All that `follow` would give at once, for whoever cannot hold a stream. */
export async function catchUp(ctx: SignedInContext, projectId: string, from: string): Promise<LiveEvent> {
  const reader = await open(ctx, projectId, from);
  const changes: Change[] = [];
  const reread = new Set<string>();
  for (;;) {
    const found = await read(ctx, projectId, reader);
    const cursor = encodeCursor(reader.cursor);
    if (found.kind === 'resync') return { kind: 'resync', cursor };
    changes.push(...found.changes);
    for (const documentId of found.reread) reread.add(documentId);
    if (!found.more) return toldEvent(changes, [...reread], cursor);
  }
}
