import type { DomainErrorCode, ErrorDetails } from '@koersvast/core/error';
import { DomainError } from '@koersvast/core/error';
import { domainErrorCodes } from '@koersvast/core/error-codes';
import { onlineManager } from '@tanstack/react-query';
import { askForPassword, sessionNumber } from '../../data/asked-password.ts';
import { forgetNoted, type KnownFile, noteChosen, notedFiles } from '../../data/chosen-files.ts';
import { newId } from '../../lib/ids.ts';
import { retryDelay, type wait } from '../../lib/retry-delay.ts';
import { createStore, type Store } from '../../lib/store.ts';
import type { Chosen } from './chosen.ts';
import type { Sent, sendFile } from './send-file.ts';
import { nextUploads, reduceUploads, totalOf, type UploadEvent, type Uploads } from './uploads.ts';

/** Sends the files of one intake, some at a time, for as long as this page is there: whatever screen is shown. */
export interface Uploader {
  readonly uploads: Store<Uploads>;
  /** Why the server takes nothing of this intake; null as long as it does. */
  readonly refused: Store<unknown>;
  /** Whether something was chosen for an intake of which the server may not know yet. */
  readonly opening: Store<boolean>;
  /** Told after each file that has arrived. */
  onArrived(listener: () => void): () => void;
  /** `largest` is how many bytes a file may have: what has more is not sent at all. */
  choose(chosen: readonly Chosen[], largest: number): void;
  /** What the server has of it: what is noted here and not there is to be chosen again. */
  know(files: readonly KnownFile[]): void;
  again(id: string): void;
  /** Sends none of these (any more). */
  drop(ids: readonly string[]): void;
  /** Nothing of this intake is sent or noted any more. */
  end(): void;
}

interface Line {
  /** Has the server know of the intake; asked once, before the first file goes. */
  readonly open: () => Promise<void>;
  readonly url: (id: string, path: string) => string;
  readonly send: typeof sendFile;
  readonly wait: typeof wait;
}

/** The refusal in an answer outside tRPC. */
function errorIn({ status, body }: Extract<Sent, { as: 'refused' }>): DomainError {
  const fallback = new DomainError(status === 413 ? 'too_large' : 'unexpected');
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !('error' in parsed)) return fallback;
    const { error } = parsed as { error: { code?: unknown; details?: unknown } | null };
    const code = domainErrorCodes.find((each): each is DomainErrorCode => each === error?.code);
    return code === undefined ? fallback : new DomainError(code, (error?.details ?? {}) as ErrorDetails);
  } catch {
    return fallback;
  }
}

/** Whether its bytes can still be read: a file that was changed or moved after it was chosen cannot. */
async function isReadable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Before somebody closes a page from which files are still going, the browser asks. */
function askBeforeLeaving(uploads: Store<Uploads>): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  let asking = false;
  uploads.subscribe(() => {
    const unsent = totalOf(uploads.get()).going > 0;
    if (unsent === asking) return;
    asking = unsent;
    if (unsent) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  });
}

function stopSending(going: Map<string, AbortController>, ids: Iterable<string>): void {
  for (const id of ids) {
    going.get(id)?.abort();
    going.delete(id);
  }
}

function tooLarge(uploads: Uploads, largest: number): string[] {
  return [...uploads.values()]
    .filter(({ state, size }) => state === 'waiting' && size > largest)
    .map(({ id }) => id);
}

export function createUploader(key: string, line: Line): Uploader {
  const uploads = createStore<Uploads>(new Map());
  const listeners = new Set<() => void>();
  const going = new Map<string, AbortController>();
  const resting = new Set<string>();
  const refused = createStore<unknown>(null);
  const opening = createStore(false);
  let opened: 'no' | 'asked' | 'yes' = 'no';
  let unfollow: (() => void) | null = null;
  let ended = false;

  const tell = (event: UploadEvent) => uploads.set(reduceUploads(uploads.get(), event));

  const sendOne = async (id: string, path: string, file: File) => {
    const stop = new AbortController();
    going.set(id, stop);
    tell({ kind: 'begun', id });
    const sentIn = sessionNumber();
    const sent = await line.send(
      line.url(id, path),
      file,
      (gone) => tell({ kind: 'progress', id, gone }),
      stop.signal,
    );
    going.delete(id);
    if (ended || sent.as === 'cancelled') return;
    if (sent.as === 'sent') {
      tell({ kind: 'sent', id });
      for (const listener of listeners) listener();
    } else if (sent.as === 'refused') tell({ kind: 'refused', id, error: errorIn(sent) });
    else if (sent.as === 'signed_out')
      await askForPassword(sentIn).then(
        () => tell({ kind: 'lost', id }),
        () => tell({ kind: 'refused', id, error: new DomainError('not_signed_in') }),
      );
    else if (!(await isReadable(file))) tell({ kind: 'unreadable', id });
    else {
      tell({ kind: 'lost', id });
      const lost = uploads.get().get(id)?.lost ?? 1;
      resting.add(id);
      await line.wait(retryDelay(lost), stop.signal);
      resting.delete(id);
    }
    next();
  };

  const open = () => {
    opened = 'asked';
    refused.set(null);
    line.open().then(
      () => {
        opened = 'yes';
        opening.set(false);
        next();
      },
      (error: unknown) => {
        opened = 'no';
        refused.set(error);
      },
    );
  };

  const next = () => {
    if (ended || !onlineManager.isOnline()) return;
    if (opened === 'no' && nextUploads(uploads.get()).length > 0) open();
    if (opened !== 'yes') return;
    for (const { id, path, file } of nextUploads(uploads.get()))
      if (file !== null && !going.has(id) && !resting.has(id)) void sendOne(id, path, file);
  };

  const drop = (ids: readonly string[]) => {
    const gone = new Set(ids);
    stopSending(going, gone);
    tell({ kind: 'dropped', ids: gone });
    noteChosen(key, uploads.get().values());
    next();
  };

  askBeforeLeaving(uploads);

  return {
    uploads,
    refused,
    opening,
    onArrived: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    choose: (chosen, largest) => {
      unfollow ??= onlineManager.subscribe(next);
      if (opened !== 'yes') opening.set(true);
      tell({ kind: 'chosen', chosen, newId });
      for (const id of tooLarge(uploads.get(), largest))
        tell({ kind: 'refused', id, error: new DomainError('too_large') });
      noteChosen(key, uploads.get().values());
      next();
    },
    know: (files) => {
      opened = 'yes';
      opening.set(false);
      const there = new Set(files.map(({ id }) => id));
      const noted = notedFiles(key).filter(({ id }) => !there.has(id));
      tell({ kind: 'known', files: [...files, ...noted] });
    },
    again: (id) => {
      tell({ kind: 'again', id });
      next();
    },
    drop,
    end: () => {
      ended = true;
      unfollow?.();
      stopSending(going, [...going.keys()]);
      forgetNoted(key);
      uploads.set(new Map());
    },
  };
}
