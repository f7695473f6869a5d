import { setTimeout as wait } from 'node:timers/promises';
import { annotationsOfDocument, type LiveEvent, liveEvent, refusal } from '@koersvast/contracts';
import { decodeCursor } from '@koersvast/core/scope';
import { z } from 'zod';
import type { Study } from '../../testing/study.ts';
import { readEvents, type StreamEvent } from './event-stream.ts';
import type { Sender } from './sent.ts';
import { View } from './view.ts';

const PAUSE_MS = 100;

const seenAt = (cursor: string) => decodeCursor(cursor)?.seen ?? 0;

const failure = z.object({ data: z.object({ refusal }) });
const listed = z.object({ result: z.object({ data: annotationsOfDocument }) });

/** A browser that has a project open: it follows the stream, comes back after every break, and notes what it was told. */
export class Follower {
  readonly view = new View();
  /** What it was told twice, out of order, or not at all. */
  readonly faults: string[] = [];
  readonly counts = { changes: 0, resyncs: 0, connections: 0 };
  /** When it was told of what an operation changed, by the operation's id. */
  readonly toldAt = new Map<string, number>();
  /** Why the server will not let it follow any more. */
  refused: string | null = null;
  #seen = 0;
  #cursor = '';
  #connection = new AbortController();
  #stopped = false;
  #following: Promise<void> = Promise.resolve();
  readonly #sender: Sender;
  readonly #study: Study;

  constructor(study: Study, sender: Sender) {
    this.#study = study;
    this.#sender = sender;
  }

  /** Begins where the document stands now. */
  async open(): Promise<this> {
    this.#startFrom(await this.#list());
    this.#following = this.#follow();
    return this;
  }

  /** Of how many changes it was told. */
  get seen(): number {
    return this.#seen;
  }

  /** Breaks its connection. */
  cut(): void {
    this.#connection.abort();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.cut();
    await this.#following;
  }

  async #follow(): Promise<void> {
    while (!this.#stopped && this.refused === null) {
      try {
        await this.#connect();
      } catch (error) {
        if (error instanceof z.ZodError) this.faults.push(error.message);
      }
      // As a browser does, so that a server that is away is not asked without end.
      await wait(PAUSE_MS);
    }
  }

  async #connect(): Promise<void> {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    if (this.#stopped) return;
    const input = { projectId: this.#study.projectId, cursor: this.#cursor, lastEventId: this.#cursor };
    const answer = await this.#ask('live.project', input, signal);
    if (!answer.ok) return this.#refuse(failure.parse(await answer.json()));
    this.counts.connections += 1;
    for await (const event of readEvents(answer)) {
      // What had come before the break is told again after it.
      if (signal.aborted) return;
      await this.#take(event);
    }
  }

  async #take({ event, data }: StreamEvent): Promise<void> {
    if (event === 'serialized-error') this.#refuse(failure.parse(JSON.parse(data)));
    if (event === 'message') await this.#hear(liveEvent.parse(JSON.parse(data)));
  }

  /** Only what is passing is worth coming back for. */
  #refuse({ data }: z.infer<typeof failure>): void {
    if (data.refusal.code !== 'busy') this.refused = data.refusal.code;
  }

  async #hear(event: LiveEvent): Promise<void> {
    if (event.kind === 'presence' || event.kind === 'jobs') return;
    if (event.kind === 'resync') {
      const list = await this.#list();
      this.counts.resyncs += 1;
      return this.#startFrom(list);
    }
    const seen = seenAt(event.cursor);
    if (this.#seen + event.changes.length !== seen) {
      this.faults.push(`after change ${this.#seen} came ${event.changes.length}, up to ${seen}`);
    }
    this.#seen = seen;
    for (const change of event.changes) {
      this.counts.changes += 1;
      this.toldAt.set(change.opId, performance.now());
      if (change.noun === 'annotation' && change.after) this.view.put(change.after);
    }
    this.#cursor = event.cursor;
  }

  #startFrom({ annotations, cursor }: z.infer<typeof annotationsOfDocument>): void {
    this.view.replace(annotations);
    this.#cursor = cursor;
    this.#seen = seenAt(cursor);
    // The next connection begins there; what this one still tells was before it.
    this.cut();
  }

  async #list(): Promise<z.infer<typeof annotationsOfDocument>> {
    const { projectId, documentId } = this.#study;
    for (;;) {
      const answer = await this.#ask('annotation.list', { projectId, documentId }).catch(() => null);
      if (answer?.ok) return listed.parse(await answer.json()).result.data;
      await wait(PAUSE_MS);
    }
  }

  #ask(procedure: string, input: object, signal?: AbortSignal): Promise<Response> {
    const query = new URLSearchParams({ input: JSON.stringify(input) });
    return fetch(`${this.#sender.url()}/trpc/${procedure}?${query}`, {
      headers: { cookie: this.#sender.cookie },
      ...(signal && { signal }),
    });
  }
}
