import type { DomainErrorCode } from '@koersvast/core/error';
import { afterEach, beforeEach } from 'vitest';

/** A stream that the page has opened, from the server's side. */
export class ServedStream extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readonly path: string;
  readonly input: unknown;
  readyState: number = this.CONNECTING;

  constructor(address: string) {
    super();
    const url = new URL(address, location.href);
    this.path = url.pathname.slice('/trpc/'.length);
    this.input = JSON.parse(url.searchParams.get('input') ?? 'null');
    opened.push(this);
  }

  close(): void {
    this.readyState = this.CLOSED;
  }

  /** The page hears that it is there. */
  begin(): void {
    this.readyState = this.OPEN;
    this.#send('connected', {});
  }

  tell(data: unknown, id?: string): void {
    this.#send('message', data, id);
  }

  /** The line is gone, and the browser takes it up again by itself. */
  lose(): void {
    this.readyState = this.CONNECTING;
    this.dispatchEvent(new Event('error'));
  }

  refuse(code: DomainErrorCode): void {
    const data = { code: 'CONFLICT', httpStatus: 409, path: this.path, refusal: { code, details: {} } };
    this.#send('serialized-error', { message: code, code: -32_009, data });
  }

  #send(kind: string, data: unknown, lastEventId?: string): void {
    const more = lastEventId === undefined ? {} : { lastEventId };
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data), ...more }));
  }
}

const opened: ServedStream[] = [];
const own = globalThis.EventSource;

/** Has the streams of each test answered here. Gives the last that was opened under a path and is open still. */
export function serveStreams(): (path: string) => ServedStream | undefined {
  beforeEach(() => {
    opened.length = 0;
    globalThis.EventSource = ServedStream as unknown as typeof EventSource;
  });
  afterEach(() => {
    globalThis.EventSource = own;
  });
  return (path) =>
    opened.findLast((stream) => stream.path === path && stream.readyState !== ServedStream.CLOSED);
}
