import type { LiveEvent } from '@koersvast/contracts';
import type { Refusal } from '@koersvast/core/error';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openChannel } from '../../lib/tabs/channel.ts';
import { standForLeader } from '../../lib/tabs/leader.ts';
import { type Live, type LiveMessage, openLive } from './live.ts';
import { LiveRefused, type LiveSource, type LiveState } from './source.ts';

/** A machine that has much else to do is given time. */
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 30_000 });

let name = '';
beforeEach(() => {
  name = `live-${crypto.randomUUID()}`;
});

const news = (cursor: string): LiveEvent => ({ kind: 'changes', changes: [], cursor });

/** A server whose streams the test opens, feeds and breaks. */
class FakeSource implements LiveSource {
  streams: { cursor: string; hear: Parameters<LiveSource['stream']>[1]; open: boolean }[] = [];
  asked: string[] = [];
  /** What a question gets. */
  answer: () => Promise<LiveEvent> = () => Promise.reject(new Error('unreachable'));

  stream(cursor: string, hear: Parameters<LiveSource['stream']>[1]) {
    const stream = { cursor, hear, open: true };
    this.streams.push(stream);
    return () => {
      stream.open = false;
    };
  }

  catchUp(cursor: string) {
    this.asked.push(cursor);
    return this.answer();
  }

  get last() {
    const stream = this.streams.at(-1);
    if (stream === undefined) throw new Error('no stream was opened');
    return stream;
  }
}

interface Tab {
  readonly live: Live;
  readonly events: LiveEvent[];
  readonly states: string[];
  /** Ends the waits of this length and longer, or all. */
  timePasses(): void;
  close(): void;
}

function openTab(source: FakeSource): Tab {
  const events: LiveEvent[] = [];
  const states: string[] = [];
  let sleeping: (() => void)[] = [];
  const live = openLive({
    cursor: 'c0',
    source,
    channel: openChannel<LiveMessage>(name),
    stand: (lead) => standForLeader(name, lead),
    wait: (_milliseconds, until) =>
      new Promise((resolve) => {
        sleeping.push(resolve);
        until.addEventListener('abort', () => resolve());
      }),
    random: () => 0,
    onEvent: (event) => events.push(event),
    onState: (state: LiveState, fault) => states.push(fault === null ? state : `${state}: ${fault.code}`),
  });
  let open = true;
  const close = () => {
    if (open) live.close();
    open = false;
  };
  onTestFinished(close);
  return {
    live,
    events,
    states,
    timePasses: () => {
      const waiting = sleeping;
      sleeping = [];
      for (const resolve of waiting) resolve();
    },
    close,
  };
}

const streams = (source: FakeSource, count: number) =>
  eventually(() => expect(source.streams).toHaveLength(count));

describe('one tab', () => {
  it('hears the stream', async () => {
    const source = new FakeSource();
    const tab = openTab(source);
    await streams(source, 1);
    expect(source.last.cursor).toBe('c0');
    source.last.hear.onOpen();
    source.last.hear.onEvent(news('c1'));
    expect(tab.states).toEqual(['streaming']);
    expect(tab.events).toEqual([news('c1')]);
  });

  it('asks instead while the stream is silent, from where it had got to, until it is back', async () => {
    const source = new FakeSource();
    const tab = openTab(source);
    await streams(source, 1);
    source.last.hear.onOpen();
    source.last.hear.onEvent(news('c1'));
    source.last.hear.onLost();
    expect(source.asked).toEqual([]);
    source.answer = () => Promise.resolve(news('c2'));
    tab.timePasses();
    await eventually(() => expect(tab.states).toEqual(['streaming', 'connecting', 'polling']));
    expect(source.asked).toEqual(['c1']);
    tab.timePasses();
    await eventually(() => expect(source.asked).toEqual(['c1', 'c2']));
    source.last.hear.onOpen();
    expect(tab.states.at(-1)).toBe('streaming');
  });

  it('asks when a stream never opens, as behind a proxy that holds it back', async () => {
    const source = new FakeSource();
    source.answer = () => Promise.resolve(news('c1'));
    const tab = openTab(source);
    await streams(source, 1);
    tab.timePasses();
    await eventually(() => expect(tab.states).toEqual(['polling']));
    expect(tab.events).toEqual([news('c1')]);
  });

  it('opens another stream, from where it had got to, when one has ended', async () => {
    const source = new FakeSource();
    source.answer = () => Promise.resolve(news('c5'));
    const tab = openTab(source);
    await streams(source, 1);
    source.last.hear.onOpen();
    source.last.hear.onEnd(null);
    tab.timePasses();
    await streams(source, 2);
    expect(source.last.cursor).toBe('c5');
  });

  it.each<[string, Refusal]>([
    ['the session has ended', { code: 'not_signed_in', details: {} }],
    ['the person is no longer a member', { code: 'not_found', details: {} }],
  ])('ends when %s', async (_name, refusal) => {
    const source = new FakeSource();
    const tab = openTab(source);
    await streams(source, 1);
    source.last.hear.onOpen();
    source.last.hear.onEnd(refusal);
    expect(tab.states.at(-1)).toBe(`ended: ${refusal.code}`);
    tab.timePasses();
    expect(source.streams).toHaveLength(1);
    expect(source.last.open).toBe(false);
  });

  it('learns by asking why a stream cannot be opened', async () => {
    const source = new FakeSource();
    source.answer = () => Promise.reject(new LiveRefused({ code: 'not_found', details: {} }));
    const tab = openTab(source);
    await streams(source, 1);
    source.last.hear.onEnd(null);
    tab.timePasses();
    await eventually(() => expect(tab.states.at(-1)).toBe('ended: not_found'));
    expect(source.streams).toHaveLength(1);
  });
});

describe('two tabs', () => {
  it('share one stream', async () => {
    const source = new FakeSource();
    const one = openTab(source);
    const two = openTab(source);
    await streams(source, 1);
    source.last.hear.onOpen();
    source.last.hear.onEvent(news('c1'));
    await eventually(() => expect(two.events).toEqual([news('c1')]));
    await eventually(() => expect(two.states).toContain('streaming'));
    expect(one.events).toEqual([news('c1')]);
    expect(source.streams).toHaveLength(1);
  });

  it('tells a tab that comes later how things stand, and who is here', async () => {
    const source = new FakeSource();
    openTab(source);
    await streams(source, 1);
    source.last.hear.onOpen();
    const present: LiveEvent = { kind: 'presence', present: [{ memberId: 'm', documentId: null }] };
    source.last.hear.onEvent(present);
    const later = openTab(source);
    await eventually(() => expect(later.events).toEqual([present]));
    expect(later.states).toEqual(['streaming']);
  });

  it('goes on in the other from where they had got to', async () => {
    const source = new FakeSource();
    const one = openTab(source);
    const two = openTab(source);
    await streams(source, 1);
    source.last.hear.onOpen();
    source.last.hear.onEvent(news('c7'));
    await eventually(() => expect(two.events).toHaveLength(1));
    one.close();
    await streams(source, 2);
    expect(source.last.cursor).toBe('c7');
  });
});
