import type { Acknowledgement, Annotation, Change } from '@koersvast/contracts';
import { nextToSend, type PendingAction, type PendingOperation, parkedGroups } from '@koersvast/core/pending';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openChannel } from '../../lib/tabs/channel.ts';
import { standForLeader } from '../../lib/tabs/leader.ts';
import type { OutboxMessage } from './options.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import type { Outcome, Send } from './send.ts';
import type { OutboxState } from './state.ts';
import { memoryQueueStore, openQueueStore, type QueueStore } from './store.ts';

/** A machine that has much else to do is given time. */
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 30_000 });

const moment = '2026-01-01T00:00:00.000Z';
const place = { projectId: 'project', documentId: 'letter', roundId: 'round' };
let person = '';
let made = 0;

beforeEach(() => {
  person = crypto.randomUUID();
  made = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
});

function operation(action: PendingAction): PendingOperation {
  made += 1;
  return { opId: `op${made}`, place, madeAt: moment, action };
}
const create = (annotationId: string) =>
  operation({
    kind: 'create',
    annotationId,
    content: { tagId: 't', start: 0, end: 4, quote: 'druk', memo: null, certainty: null },
  });
const memo = (annotationId: string, text: string) =>
  operation({ kind: 'edit', annotationId, edit: { memo: text } });

/** A server with one row for each annotation, that carries each operation out once. */
class FakeServer {
  readonly versions = new Map<string, number>();
  readonly carriedOut: string[] = [];
  readonly received: string[] = [];
  readonly #answers = new Map<string, Outcome>();
  /** What comes back in place of an answer. */
  fault: 'none' | 'down' | 'loseAnswer' | 'signedOut' = 'none';
  readonly refuses = new Map<string, Outcome>();

  readonly send: Send = async (entry) => {
    const { opId, action } = entry.operation;
    this.received.push(opId);
    if (this.fault === 'down') return { kind: 'unreachable' };
    if (this.fault === 'signedOut') return { kind: 'signed_out' };
    const answer =
      this.#answers.get(opId) ?? this.refuses.get(opId) ?? this.#carryOut(opId, action, entry.bases);
    this.#answers.set(opId, answer);
    if (this.fault === 'loseAnswer') return { kind: 'unreachable' };
    return answer;
  };

  #carryOut(opId: string, action: PendingAction, bases: Parameters<Send>[0]['bases']): Outcome {
    if (action.kind === 'state' || action.kind === 'undo') {
      this.carriedOut.push(opId);
      return { kind: 'acknowledged', acknowledgement: { opId, changes: [] } };
    }
    const id = 'readingId' in action ? action.readingId : action.annotationId;
    const version = this.versions.get(id) ?? 0;
    const base = bases[id];
    const claimed = base === undefined ? 0 : 'version' in base ? base.version : -1;
    if (claimed !== version) {
      return { kind: 'refused', refusal: { code: 'version_conflict', details: {} } };
    }
    this.versions.set(id, version + 1);
    this.carriedOut.push(opId);
    const after = { id, version: version + 1 } as Annotation;
    const noun = 'readingId' in action ? 'reading' : 'annotation';
    const change = { noun, before: null, after } as Change;
    return { kind: 'acknowledged', acknowledgement: { opId, changes: [change] } };
  }
}

interface Tab {
  readonly outbox: Outbox;
  readonly acknowledged: Acknowledgement[];
  readonly undoRefused: string[];
  /** Ends every wait of this tab. */
  patienceEnds(): void;
  kill(): void;
}

async function openTab(server: FakeServer, options: { store?: QueueStore; send?: Send } = {}): Promise<Tab> {
  const acknowledged: Acknowledgement[] = [];
  const undoRefused: string[] = [];
  let wake: (() => void)[] = [];
  let ids = 0;
  const outbox = await openOutbox({
    store: options.store ?? (await openQueueStore(person)),
    send: options.send ?? server.send,
    channel: openChannel<OutboxMessage>(`outbox-${person}`),
    stand: (lead) => standForLeader(`outbox-${person}`, lead),
    wait: (_milliseconds, until) =>
      new Promise((resolve) => {
        wake.push(resolve);
        until.addEventListener('abort', () => resolve());
      }),
    random: () => 0,
    newId: () => `again${ids++}`,
    onAcknowledged: (acknowledgement) => acknowledged.push(acknowledgement),
    onUndoRefused: (refusal) => undoRefused.push(refusal.code),
  });
  let open = true;
  const kill = () => {
    if (open) outbox.close();
    open = false;
  };
  onTestFinished(kill);
  return {
    outbox,
    acknowledged,
    undoRefused,
    patienceEnds: () => {
      const sleeping = wake;
      wake = [];
      for (const resolve of sleeping) resolve();
    },
    kill,
  };
}

function until(tab: Tab, holds: (state: OutboxState) => boolean): Promise<void> {
  return eventually(() => expect(holds(tab.outbox.state())).toBe(true));
}
const isEmpty = (state: OutboxState) => state.queue.entries.length === 0 && state.sending === 'idle';

describe('one tab', () => {
  it('sends in order, each once, and tells each version to what builds on it', async () => {
    const server = new FakeServer();
    const tab = await openTab(server);
    void tab.outbox.add(create('a'), {});
    void tab.outbox.add(memo('a', 'one'), {});
    await tab.outbox.add(memo('a', 'two'), {});
    await until(tab, isEmpty);
    expect(server.carriedOut).toEqual(['op1', 'op2', 'op3']);
    expect(server.versions.get('a')).toBe(3);
    expect(tab.acknowledged.map((each) => each.opId)).toEqual(['op1', 'op2', 'op3']);
  });

  it('shows an operation at once and counts it as kept only when it is', async () => {
    const server = new FakeServer();
    server.fault = 'down';
    const tab = await openTab(server);
    const keeping = tab.outbox.add(create('a'), {});
    expect(tab.outbox.state()).toMatchObject({
      unkept: 1,
      queue: { entries: [{ operation: { opId: 'op1' } }] },
    });
    await keeping;
    expect(tab.outbox.state()).toMatchObject({ unkept: 0, durable: true });
    await until(tab, (state) => state.sending === 'unreachable');
  });

  it('tries again under the same name for as long as it takes, and is carried out once', async () => {
    const server = new FakeServer();
    server.fault = 'loseAnswer';
    const tab = await openTab(server);
    await tab.outbox.add(create('a'), {});
    await until(tab, (state) => state.sending === 'unreachable');
    tab.patienceEnds();
    await eventually(() => expect(server.received.length).toBeGreaterThan(1));
    server.fault = 'none';
    tab.outbox.resume();
    await until(tab, isEmpty);
    expect(new Set(server.received)).toEqual(new Set(['op1']));
    expect(server.carriedOut).toEqual(['op1']);
  });

  it('pauses when the session has ended and goes on after signing in', async () => {
    const server = new FakeServer();
    server.fault = 'signedOut';
    const tab = await openTab(server);
    await tab.outbox.add(create('a'), {});
    await tab.outbox.add(memo('a', 'one'), {});
    await until(tab, (state) => state.sending === 'signedOut');
    expect(tab.outbox.state().queue.entries).toHaveLength(2);
    server.fault = 'none';
    tab.outbox.resume();
    await until(tab, isEmpty);
    expect(server.carriedOut).toEqual(['op1', 'op2']);
  });

  it('goes on in memory when the browser keeps nothing any more, and says so', async () => {
    const server = new FakeServer();
    const store = await openQueueStore(person);
    const full: QueueStore = { ...store, update: () => Promise.reject(new Error('quota exceeded')) };
    const tab = await openTab(server, { store: full });
    await tab.outbox.add(create('a'), {});
    expect(tab.outbox.state().durable).toBe(false);
    await until(tab, isEmpty);
    expect(server.carriedOut).toEqual(['op1']);
  });

  it.each([1, 2])('goes on where the storage fails to be read the %d. time', async (failing) => {
    const server = new FakeServer();
    const store = await openQueueStore(person);
    let reads = 0;
    const read = () => {
      reads += 1;
      return reads === failing ? Promise.reject(new Error('internal error')) : store.read();
    };
    const tab = await openTab(server, { store: { ...store, read } });
    await eventually(() => expect(reads).toBeGreaterThanOrEqual(failing));
    await tab.outbox.add(create('a'), {});
    await tab.outbox.add(memo('a', 'why'), {});
    await until(tab, isEmpty);
    expect(server.carriedOut).toEqual(['op1', 'op2']);
    expect(tab.outbox.state().durable).toBe(false);
  });

  it('works where there is no storage at all', async () => {
    const server = new FakeServer();
    const tab = await openTab(server, { store: memoryQueueStore() });
    await tab.outbox.add(create('a'), {});
    await until(tab, isEmpty);
    expect(server.carriedOut).toEqual(['op1']);
  });
});

describe('reload', () => {
  it('brings back what waited, with its order and what it builds on', async () => {
    const server = new FakeServer();
    server.fault = 'down';
    const first = await openTab(server);
    await first.outbox.add(create('a'), {});
    await first.outbox.add(memo('a', 'one'), {});
    first.kill();
    server.fault = 'none';
    const second = await openTab(server);
    await until(second, isEmpty);
    expect(server.carriedOut).toEqual(['op1', 'op2']);
  });

  it('sends again what was under way when the tab was killed', async () => {
    const server = new FakeServer();
    server.fault = 'loseAnswer';
    const first = await openTab(server);
    await first.outbox.add(create('a'), {});
    await eventually(() => expect(server.carriedOut).toEqual(['op1']));
    first.kill();
    server.fault = 'none';
    const second = await openTab(server);
    await until(second, isEmpty);
    expect(server.carriedOut).toEqual(['op1']);
    expect(second.acknowledged).toHaveLength(1);
  });

  it('never gives what waits to another person', async () => {
    const server = new FakeServer();
    server.fault = 'down';
    const mine = await openTab(server);
    await mine.outbox.add(create('a'), {});
    mine.kill();
    server.fault = 'none';
    const me = person;
    person = crypto.randomUUID();
    const other = await openTab(server);
    await other.outbox.add(create('b'), {});
    await until(other, isEmpty);
    expect(server.carriedOut).toEqual(['op2']);
    other.kill();
    person = me;
    const back = await openTab(server);
    await until(back, isEmpty);
    expect(server.carriedOut).toEqual(['op2', 'op1']);
  });
});

describe('refusal', () => {
  it('parks what builds on it, lets the rest go on, and keeps it over a reload', async () => {
    const server = new FakeServer();
    server.refuses.set('op1', { kind: 'refused', refusal: { code: 'tag_archived', details: {} } });
    const tab = await openTab(server);
    await tab.outbox.add(create('a'), {});
    await tab.outbox.add(memo('a', 'one'), {});
    await tab.outbox.add(create('b'), {});
    await until(tab, (state) => nextToSend(state.queue) === null);
    expect(server.carriedOut).toEqual(['op3']);
    tab.kill();
    const again = await openTab(server);
    expect(parkedGroups(again.outbox.state().queue)).toMatchObject([
      { because: 'op1', refusal: { code: 'tag_archived' }, operations: [{ opId: 'op1' }, { opId: 'op2' }] },
    ]);
    await again.outbox.retry('op1', {});
    await until(again, isEmpty);
    expect(server.versions.get('a')).toBe(2);
  });

  it('drops what the person throws away', async () => {
    const server = new FakeServer();
    const tab = await openTab(server);
    await tab.outbox.add(memo('a', 'stale'), { a: 7 });
    await until(tab, (state) => parkedGroups(state.queue).length === 1);
    await tab.outbox.drop('op1');
    await until(tab, isEmpty);
    expect(server.carriedOut).toEqual([]);
  });

  it('forgets an undo that is refused, and tells why', async () => {
    const server = new FakeServer();
    server.refuses.set('op1', {
      kind: 'refused',
      refusal: { code: 'undo_changed_since', details: { who: 'Jan' } },
    });
    const tab = await openTab(server);
    await tab.outbox.add(operation({ kind: 'undo', target: 'op0', annotations: [], state: null }), {});
    await until(tab, isEmpty);
    expect(tab.undoRefused).toEqual(['undo_changed_since']);
  });
});

describe('two tabs', () => {
  it('share one queue that one of them sends', async () => {
    const server = new FakeServer();
    const [one, two] = [await openTab(server), await openTab(server)];
    await Promise.all([one.outbox.add(create('a'), {}), two.outbox.add(create('b'), {})]);
    await Promise.all([
      two.outbox.add(memo('a', 'from the other tab'), {}),
      one.outbox.add(memo('b', 'x'), {}),
    ]);
    await until(one, isEmpty);
    await until(two, isEmpty);
    expect(server.received).toHaveLength(4);
    expect(server.versions).toEqual(
      new Map([
        ['a', 2],
        ['b', 2],
      ]),
    );
    expect(one.acknowledged.map((each) => each.opId)).toEqual(two.acknowledged.map((each) => each.opId));
  });

  it('goes on in the other tab when the one that sends is closed', async () => {
    const server = new FakeServer();
    server.fault = 'down';
    const [one, two] = [await openTab(server), await openTab(server)];
    await two.outbox.add(create('a'), {});
    await until(two, (state) => state.sending === 'unreachable');
    server.fault = 'none';
    one.kill();
    await until(two, isEmpty);
    expect(server.carriedOut).toEqual(['op1']);
  });

  it('goes on in the tab that is looked at when the one that sends is asleep', async () => {
    const server = new FakeServer();
    const asleep = await openTab(server, { send: () => new Promise<Outcome>(() => {}) });
    const awake = await openTab(server);
    await awake.outbox.add(create('a'), {});
    await until(asleep, (state) => state.sending === 'sending');
    awake.patienceEnds();
    await until(awake, isEmpty);
    expect(server.carriedOut).toEqual(['op1']);
  });
});

describe('without a secure context', () => {
  it('elects one tab by a lease in storage', async () => {
    vi.spyOn(navigator, 'locks', 'get').mockReturnValue(undefined as unknown as LockManager);
    const server = new FakeServer();
    const [one, two] = [await openTab(server), await openTab(server)];
    await Promise.all([one.outbox.add(create('a'), {}), two.outbox.add(create('b'), {})]);
    await until(one, isEmpty);
    await until(two, isEmpty);
    expect(server.received).toHaveLength(2);
    one.kill();
    await two.outbox.add(memo('a', 'left alone'), { a: 1 });
    await eventually(() => expect(isEmpty(two.outbox.state())).toBe(true));
    expect(server.received).toHaveLength(3);
  });
});
