import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Database } from './connect.ts';
import { type FeedRead, type FeedReader, type HeadReader, readFeeds, readNews } from './feed-read.ts';
import { channel } from './notices.ts';
import { withPatience } from './patience.ts';
import { shareReads } from './share-reads.ts';
import { outsideTransaction } from './transaction.ts';

/** A reader of one project, or of something else that has a name, waiting for something to read. It holds no connection of the pool. */
export interface Watch {
  /**
   * Resolves as soon as there may be something new since it last resolved, at the latest after `milliseconds`
   * or when `signal` aborts. True when it was woken. It never says what is new: the reader asks the tables.
   */
  next(milliseconds: number, signal?: AbortSignal): Promise<boolean>;
  /** Lets `next` resolve: there is something new that no notice tells of. */
  wake(): void;
  close(): void;
}

/** Reads for the readers of this process, and wakes them when a transaction commits changes, in whichever process that was. */
export interface Feed {
  watch(...names: string[]): Watch;
  /** What a reader has not yet seen. Readers of one project who ask at the same time share one statement. */
  read(projectId: string, reader: FeedReader): Promise<FeedRead>;
  /**
   * Whether `read` would tell this reader of changes, or that they are no member: what it costs a fraction of to know
   * where nobody has said that there is anything. Not of who is here, nor of long work.
   */
  hasNews(projectId: string, reader: HeadReader): Promise<boolean>;
  /** Watches that are not closed. */
  readonly watching: number;
  /** Whether notices arrive. While they do not, all readers are woken every two seconds. */
  readonly listening: boolean;
  close(): Promise<void>;
}

export interface FeedOptions {
  readonly onError?: (error: Error) => void;
}

const BEAT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;
const READ_PATIENCE_MS = 5_000;
const FIRST_BACKOFF_MS = 50;
const LAST_BACKOFF_MS = 2_000;

class Waiter implements Watch {
  #news = true;
  #wake: (() => void) | undefined;
  readonly #leave: (waiter: Waiter) => void;

  constructor(leave: (waiter: Waiter) => void) {
    this.#leave = leave;
  }

  wake(): void {
    this.#news = true;
    this.#wake?.();
  }

  async next(milliseconds: number, signal?: AbortSignal): Promise<boolean> {
    if (!this.#news && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        const wake = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        this.#wake = wake;
        signal?.addEventListener('abort', wake, { once: true });
      });
      this.#wake?.();
      this.#wake = undefined;
    }
    const woken = this.#news;
    this.#news = false;
    return woken;
  }

  close(): void {
    this.#leave(this);
    this.wake();
  }
}

interface ListenerOptions {
  readonly onError: (error: Error) => void;
  /** A notice that names a project, or whatever is watched. */
  onNotice(projectId: string): void;
  /** Notices may have been lost: everybody is to look. */
  onAll(): void;
  /** Whether anybody watches. */
  isWanted(): boolean;
}

/** The connection that listens, and proves to itself that it still does. */
function createListener(db: Database, { onError, onNotice, onAll, isWanted }: ListenerOptions) {
  const self = `self:${randomUUID()}`;
  let client: pg.Client | undefined;
  /** The client has said LISTEN and been heard. */
  let connected = false;
  let closed = false;
  let backoff = FIRST_BACKOFF_MS;
  let retry: NodeJS.Timeout | undefined;
  /** Notices sent to itself that have not arrived. */
  let unheard = 0;

  function lose(lost: pg.Client): void {
    if (client !== lost) return;
    client = undefined;
    connected = false;
    lost.end().catch(() => undefined);
    if (closed || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      listen();
    }, backoff);
    backoff = Math.min(backoff * 2, LAST_BACKOFF_MS);
  }

  function listen(): void {
    if (closed || client || !isWanted()) return;
    const connecting = new pg.Client({
      connectionString: db.directUrl,
      application_name: 'koersvast-listen',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    client = connecting;
    connecting.on('error', (error) => {
      onError(error);
      lose(connecting);
    });
    connecting.on('end', () => lose(connecting));
    connecting.on('notification', ({ payload = '' }) => {
      const [projectId = '', sender] = payload.split(' ');
      if (payload === self) unheard = 0;
      else if (sender !== db.notices.sender) onNotice(projectId);
    });
    connecting
      .connect()
      .then(() => connecting.query(`LISTEN ${channel}`))
      .then(() => {
        backoff = FIRST_BACKOFF_MS;
        unheard = 0;
        connected = client === connecting;
        onAll();
      })
      .catch((error: Error) => {
        onError(error);
        lose(connecting);
      });
  }

  function tick(): void {
    if (!connected || unheard > 0) onAll();
    const asked = client;
    if (!asked || !connected) return;
    // Twice without an answer: the connection is dead without having said so.
    if (unheard >= 2) {
      lose(asked);
      return;
    }
    unheard += 1;
    asked.query('SELECT pg_notify($1, $2)', [channel, self]).catch((error: Error) => {
      onError(error);
      lose(asked);
    });
  }

  return {
    listen: () => {
      if (!retry) listen();
    },
    tick,
    isHeard: () => connected && unheard < 2,
    async close(): Promise<void> {
      closed = true;
      clearTimeout(retry);
      const open = client;
      client = undefined;
      await open?.end().catch(() => undefined);
    },
  };
}

/**
 * One connection of its own to `directUrl` listens for the whole process, from the first watch on; it comes
 * back after a break with growing pauses, and wakes everybody when it has, since notices may have been lost.
 * Every two seconds it sends itself a notice: where that does not arrive (a pooler in between, a dead
 * network), the readers are woken by the clock instead.
 */
export function createFeed(db: Database, { onError = () => {} }: FeedOptions = {}): Feed {
  const waiters = new Map<string, Set<Waiter>>();
  let beat: NodeJS.Timeout | undefined;
  const listener = createListener(db, {
    onError,
    onNotice: wake,
    onAll: wakeAll,
    isWanted: () => waiters.size > 0,
  });

  function count(): number {
    return new Set([...waiters.values()].flatMap((set) => [...set])).size;
  }

  function wake(projectId: string): void {
    for (const waiter of waiters.get(projectId) ?? []) waiter.wake();
  }
  const deaf = db.notices.hear(wake);

  function wakeAll(): void {
    for (const set of waiters.values()) for (const waiter of set) waiter.wake();
  }

  function leave(name: string, waiter: Waiter): void {
    const set = waiters.get(name);
    set?.delete(waiter);
    if (set?.size === 0) waiters.delete(name);
    if (waiters.size === 0) {
      clearInterval(beat);
      beat = undefined;
    }
  }

  return {
    // Not with the patience of whoever happened to ask first.
    read: shareReads((projectId, readers) =>
      withPatience(READ_PATIENCE_MS, () => readFeeds(outsideTransaction(db), projectId, readers)),
    ),
    hasNews: shareReads((projectId, readers) =>
      withPatience(READ_PATIENCE_MS, () => readNews(outsideTransaction(db), projectId, readers)),
    ),
    watch(...names) {
      const waiter = new Waiter((gone) => {
        for (const name of names) leave(name, gone);
      });
      for (const name of names) waiters.set(name, (waiters.get(name) ?? new Set()).add(waiter));
      listener.listen();
      beat ??= setInterval(listener.tick, BEAT_MS);
      return waiter;
    },
    get watching() {
      return count();
    },
    get listening() {
      return listener.isHeard();
    },
    async close() {
      deaf();
      clearInterval(beat);
      const gone = listener.close();
      wakeAll();
      await gone;
    },
  };
}
