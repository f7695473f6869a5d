import type { LiveEvent } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Cursor, decodeCursor, encodeCursor, type Scope, sightOf } from '@koersvast/core/scope';
import {
  type Change,
  type FeedRead,
  findPosition,
  loadAccess,
  outsideTransaction,
  type Position,
  type Present,
  personKey,
  readPosition,
  TOO_FAR,
} from '@koersvast/db';
import type { SignedInContext } from '../command.ts';
import { lettersTold, noteGiven } from '../given.ts';
import { viewJob } from '../job/view.ts';
import { pause, restAfter, untilBeat } from '../rest.ts';

/** A stream asks at least so often whether it may go on, and whether anything is new. */
const CHECK_MS = 1_200;
/** Whatever it hears, it reads so often: who fell silent, and which work has long ended, nobody tells of. */
const READ_MS = 4_500;
interface Reader {
  scope: Scope;
  /** Null for whoever must read everything again. */
  position: Position | null;
  /** What was last told of who is here, as JSON. */
  present: string | null;
  /** What was last told of long work, as JSON: nothing where there was none. */
  jobs: string;
}

function parseCursor(cursor: string): Cursor {
  const parsed = decodeCursor(cursor);
  if (!parsed) throw new DomainError('input_not_valid', { path: 'cursor' });
  return parsed;
}

async function open(ctx: SignedInContext, projectId: string, cursor: string): Promise<Reader> {
  const parsed = parseCursor(cursor);
  const tx = outsideTransaction(ctx.db);
  const access = await loadAccess(tx, { projectId, personId: ctx.person.id });
  if (!access) throw new DomainError('not_found');
  const { scope } = access;
  return { scope, position: await findPosition(tx, scope, parsed), present: null, jobs: '[]' };
}

type Read = { readonly kind: 'resync' } | Extract<FeedRead, { kind: 'changes' }>;

/** Reads on and moves the reader. Throws `not_found` once the person is no member any more. */
async function read(ctx: SignedInContext, projectId: string, reader: Reader): Promise<Read> {
  const { scope, position } = reader;
  if (position === null) {
    reader.position = await readPosition(outsideTransaction(ctx.db), scope);
    return { kind: 'resync' };
  }
  const asked = { personId: ctx.person.id, scope, position, now: ctx.now() };
  const found = await ctx.feed.read(projectId, asked);
  if (found.kind === 'gone') throw new DomainError('not_found');
  reader.scope = found.access.scope;
  if (found.kind === 'changes') await noteGiven(ctx, found.access, lettersTold(found.access, found.changes));
  reader.position =
    found.kind === 'changes'
      ? found.position
      : await readPosition(outsideTransaction(ctx.db), found.access.scope);
  return found;
}

/** A notice may have been lost, so who has heard of nothing asks all the same. */
async function hasNews(ctx: SignedInContext, projectId: string, { position }: Reader): Promise<boolean> {
  return (
    position === null || (await ctx.feed.hasNews(projectId, { personId: ctx.person.id, rev: position.rev }))
  );
}

const cursorAt = (reader: Reader, seen: number) => encodeCursor({ sight: sightOf(reader.scope), seen });

/**
 * All that has come and may be told, as one event, and then who is here. What may not be seen makes no events, and
 * no others where it lies between what may; so much that reading everything again is cheaper is not told.
 */
async function readOn(ctx: SignedInContext, projectId: string, reader: Reader): Promise<LiveEvent[]> {
  const events: LiveEvent[] = [];
  let from = reader.position?.seen ?? 0;
  let changes: Change[] = [];
  const reread = new Set<string>();
  for (let more = true; more; ) {
    const found = await read(ctx, projectId, reader);
    const seen = reader.position?.seen ?? 0;
    if (found.kind === 'resync' || seen - from > TOO_FAR) {
      if (found.kind !== 'resync') reader.position = null;
      else events.push({ kind: 'resync', cursor: cursorAt(reader, seen) });
      from = seen;
      changes = [];
      reread.clear();
      continue;
    }
    more = found.more;
    changes.push(...found.changes);
    for (const documentId of found.reread) reread.add(documentId);
    if (more) continue;
    if (seen > from) events.push(toldEvent(changes, [...reread], cursorAt(reader, seen)));
    const presence = presenceEvent(reader, found.present);
    if (presence) events.push(presence);
    const jobs = jobsEvent(ctx, reader, found);
    if (jobs) events.push(jobs);
  }
  return events;
}

function cursorOf(reader: Reader, event: LiveEvent): string {
  return event.kind === 'presence' || event.kind === 'jobs'
    ? cursorAt(reader, reader.position?.seen ?? 0)
    : event.cursor;
}

function presenceEvent(reader: Reader, present: readonly Present[]): LiveEvent | null {
  const told = JSON.stringify(present);
  if (told === reader.present) return null;
  reader.present = told;
  return { kind: 'presence', present: [...present] };
}

/** News of long work, of which only what they may see is told. */
function jobsEvent(
  ctx: SignedInContext,
  reader: Reader,
  { access, jobs: stored }: Extract<Read, { kind: 'changes' }>,
): LiveEvent | null {
  const jobs = stored.flatMap((each) => viewJob(each, ctx.person, access.role) ?? []);
  const told = JSON.stringify(jobs);
  if (told === reader.jobs) return null;
  reader.jobs = told;
  return { kind: 'jobs', jobs };
}

function toldEvent(changes: Change[], reread: string[], cursor: string): LiveEvent {
  return { kind: 'changes', changes, ...(reread.length > 0 && { reread }), cursor };
}

/**
 * The changes of a project from `cursor` on, for ever, each with the cursor after it. What the person may do and see is
 * asked again for every batch, and whether they still belong to the project and are signed in every 1.2 seconds.
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
  const watch = ctx.feed.watch(projectId, personKey(ctx.person.id));
  try {
    const reader = await open(ctx, projectId, from);
    let checkedAt = performance.now();
    let readAt = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      // From the last check on: news in between does not put the next one off.
      const left = checkedAt + CHECK_MS - performance.now();
      const woken = await watch.next(Math.max(0, untilBeat(left)), signal);
      if (signal.aborted) return;
      if (performance.now() - checkedAt > CHECK_MS * 0.8) {
        if (!(await ctx.revalidate())) throw new DomainError('not_signed_in');
        checkedAt = performance.now();
      }
      if (!woken && performance.now() - readAt < READ_MS && !(await hasNews(ctx, projectId, reader)))
        continue;
      readAt = performance.now();
      const events = await readOn(ctx, projectId, reader);
      const rest = performance.now() + restAfter(performance.now() - readAt);
      for (const event of events) yield { id: cursorOf(reader, event), event };
      await pause(rest - performance.now(), signal);
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
    const cursor = cursorAt(reader, reader.position?.seen ?? 0);
    if (found.kind === 'resync') return { kind: 'resync', cursor };
    changes.push(...found.changes);
    for (const documentId of found.reread) reread.add(documentId);
    if (!found.more) return toldEvent(changes, [...reread], cursor);
  }
}
