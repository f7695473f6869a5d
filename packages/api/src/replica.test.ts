import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Database,
  isPassing,
  onReplica,
  openDatabase,
  type ReplicaAnswer,
  readSnapshot,
  snapshot,
  sql,
  type Tx,
} from '@koersvast/db';
import {
  buildAssignment,
  buildMember,
  buildRound,
  editMember,
  startTestReplica,
  type TestReplica,
} from '@koersvast/db/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { endpoints } from './testing/endpoints.ts';
import { buildScene } from './testing/scene.ts';
import { type TestApi, testApiOn } from './testing/study.ts';

/** All procedures that a replica may answer: of what takes long, and only reads. */
const fromReplica = [
  ...['agreement.confusion', 'agreement.documents', 'agreement.drift', 'agreement.methods'],
  ...['agreement.overview', 'agreement.pairs', 'agreement.passages', 'agreement.plan', 'agreement.repeats'],
  ...['agreement.tag', 'agreement.units', 'count.portrait', 'count.table', 'count.together'],
  ...['dictionary.report', 'export.preview', 'search.collocates', 'search.counts', 'search.find'],
  'search.forms',
];

let replica: TestReplica;
let api: TestApi;
let stage: Awaited<ReturnType<typeof buildScene>>;
const heard: ReplicaAnswer[] = [];

beforeAll(async () => {
  replica = await startTestReplica();
  api = testApiOn(replica.db);
  replica.db.replica?.hear((answer) => heard.push(answer));
  stage = await buildScene(api);
});
afterAll(async () => {
  await api?.close();
  await replica?.stop();
});
afterEach(async () => {
  await replica.ask('SELECT pg_wal_replay_resume()');
  await replica.caughtUp();
});

type Caller = Record<string, Record<string, (input: unknown) => Promise<unknown>>>;

/** What a procedure answers, and where its reads were answered. */
async function call(personId: string | null, path: string, input: unknown) {
  const [noun = '', verb = ''] = path.split('.');
  const caller = api.as(personId, { person: stage.signedIn(personId) }) as unknown as Caller;
  const before = heard.length;
  const answer = await caller[noun]?.[verb]?.(input);
  return { answer, from: heard.slice(before) };
}

/** The same by the replica alone: a busy machine may be late. */
async function callReplica(personId: string | null, path: string, input: unknown) {
  for (;;) {
    await replica.caughtUp();
    const { answer, from } = await call(personId, path, input);
    if (from.every((each) => each === 'replica')) return { answer, from };
    await wait(100);
  }
}

/** The replica stays where it is, and the primary goes on. */
async function leaveBehind(): Promise<void> {
  await replica.caughtUp();
  await replica.ask('SELECT pg_wal_replay_pause()');
  while ((await replica.ask('SELECT pg_get_wal_replay_pause_state() AS state'))[0]?.state !== 'paused');
}

const isReplica = sql`SELECT pg_is_in_recovery() AS is`;
const vacuumed = async () => {
  await api.db.pool.query('UPDATE project SET language = language');
  await api.db.pool.query('VACUUM project');
};

const ofProject = () => onReplica(api.db, stage.as('owner').project.id);

/** Until the replica answers. */
async function replicaReads(): Promise<void> {
  await expect
    .poll(async () => {
      await replica.caughtUp();
      await snapshot(ofProject(), (tx) => tx.row(isReplica));
      return heard.at(-1);
    })
    .toBe('replica');
}

describe('a replica that is up to date', () => {
  test('is no primary: what it cannot read as long as it is none may be read a moment later', async () => {
    const refused = await replica.ask('SELECT * FROM presence').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: '0A000' });
    expect(isPassing(refused)).toBe(true);
  });

  test('answers exports, search, agreement and charts, and nothing else, as the primary does', async () => {
    const scene = stage.as('reviewer');
    const personId = scene.personOf('reviewer');
    const reads: { path: string; input: object }[] = [];
    for (const [path, endpoint] of Object.entries(endpoints)) {
      if (!/^(agreement|count|dictionary|document|export|passage|search|tag)\./.test(path)) continue;
      const input = await endpoint.input(scene);
      // What changes something is no read; to make some of the others changes something too, so that all come first.
      if (!('opId' in input) && path !== 'tag.importDryRun') reads.push({ path, input });
    }
    const asked: { path: string; input: object; answer: unknown }[] = [];
    for (const { path, input } of reads) {
      const said = await callReplica(personId, path, input).catch(() => ({ from: [], answer: null }));
      if (said.from.length > 0) asked.push({ path, input, answer: said.answer });
    }
    expect(asked.map(({ path }) => path).sort()).toEqual(fromReplica);
    const said = (await replica.said()).split('\n');
    expect(said.filter((line) => /^koersvast-replica LOG: {2}execute/.test(line)).length).toBeGreaterThan(
      100,
    );
    expect(said.some((line) => /^koersvast-replica-export LOG: .*DECLARE cursor_1/.test(line))).toBe(true);

    await leaveBehind();
    await vacuumed();
    for (const { path, input, answer } of asked) {
      const primary = await call(personId, path, input);
      expect([path, primary.from.includes('replica'), primary.answer]).toEqual([path, false, answer]);
    }
  });
});

const hitsIn = (answer: unknown) => (answer as { readonly total: { readonly hits: number } }).total.hits;

describe('a replica that lags', () => {
  test('is not waited for long by whoever has just written: they read what they wrote', async () => {
    const scene = stage.as('coder');
    const coder = scene.personOf('coder');
    const input = { projectId: scene.project.id, query: 'tag:pressure' };
    const before = await callReplica(coder, 'search.find', input);
    await leaveBehind();
    await scene.ownAnnotation();
    const after = await call(coder, 'search.find', input);
    expect(after.from.length).toBeGreaterThan(0);
    expect(after.from).not.toContain('replica');
    expect(hitsIn(after.answer)).toBe(hitsIn(before.answer) + 1);
  });

  test('shows nothing to whoever was removed meanwhile', async () => {
    const gone = await buildMember(api.db, stage.as('owner').project);
    const input = await endpoints['export.preview']?.input(stage.as('owner'));
    await callReplica(gone.personId, 'export.preview', input);
    await leaveBehind();
    await editMember(api.db, stage.as('owner').project, gone, { removed: true });
    // Who may see what is asked in the moment that is read, and nowhere else.
    await expect(call(gone.personId, 'export.preview', input)).rejects.toThrow('There is no such thing');
    expect(heard.at(-1)).not.toBe('replica');
  });

  test('shows nothing of others to whoever codes blind by now, and no letter that was removed', async () => {
    const scene = stage.as('owner');
    const { projectId } = scene.place;
    const { documentId } = await scene.freshDocument();
    await scene.othersAnnotation();
    const member = await buildMember(api.db, scene.project);
    const coded = { projectId, query: 'tag:pressure' };
    const words = { projectId, query: 'nodig' };
    expect(hitsIn((await callReplica(member.personId, 'search.find', coded)).answer)).toBeGreaterThan(0);
    const lettersWith = async () =>
      JSON.stringify((await call(member.personId, 'search.find', words)).answer);
    await leaveBehind();
    const round = await buildRound(api.db, scene.project, { blind: true });
    await buildAssignment(api.db, scene.project, { round, document: scene.document, member });
    const blind = await call(member.personId, 'search.find', coded);
    expect(blind.from).not.toContain('replica');
    expect(hitsIn(blind.answer)).toBe(0);

    expect(await lettersWith()).toContain(documentId);
    const documents = [{ documentId, version: 1 }];
    const removing = { opId: randomUUIDv7(), projectId, documents, removed: true };
    await api.as(scene.project.owner.personId).document.removeMany(removing);
    expect(await lettersWith()).not.toContain(documentId);
  });

  test('or has another history is not read, however far it is', async () => {
    const { id } = stage.as('owner').other.project;
    const heads = (await api.db.pool.query('SELECT head FROM chain WHERE project_id = $1', [id])).rows;
    const turn = async (head: unknown) => {
      const client = await api.db.pool.connect();
      await client.query("SET session_replication_role = 'replica'");
      await client.query('UPDATE chain SET head = $2 WHERE project_id = $1', [id, head]);
      client.release(true);
      await replica.caughtUp();
    };
    await turn(randomBytes(32));
    try {
      const read = await snapshot(onReplica(api.db, id), (tx) => tx.row(isReplica));
      expect(read).toEqual({ is: false });
    } finally {
      await turn(heads[0]?.head);
    }
  });
});

describe('a replica of which nothing is heard', () => {
  /** The same two over connections of a program of its own, which are told apart, and what that says of its replica. */
  async function ofItsOwn(
    replicaUrl: string,
    work: (own: { db: Database; answers: ReplicaAnswer[]; changes: unknown[] }) => Promise<void>,
  ) {
    const changes: unknown[] = [];
    const onReplicaChange = (error: unknown) => changes.push(error);
    const db = openDatabase({ url: api.db.url, replicaUrl, poolSize: 1, onReplicaChange });
    const answers: ReplicaAnswer[] = [];
    db.replica?.hear((answer) => answers.push(answer));
    const own = onReplica(db, stage.as('owner').project.id);
    await work({ db: own, answers, changes }).finally(() => db.close());
  }
  const read = (db: Database) => snapshot(db, (tx) => tx.row(isReplica));

  test('on a connection that it had is taken for one that failed, said once, and left alone', () =>
    ofItsOwn(replica.url, async ({ db, answers, changes }) => {
      await expect
        .poll(async () => {
          await replica.caughtUp();
          return read(db);
        })
        .toEqual({ is: true });
      const [answered, told] = [answers.length, changes.length];
      await replica.frozen(async () => {
        for (let nth = 0; nth < 3; nth += 1) expect(await read(db)).toEqual({ is: false });
      });
      expect(answers.slice(answered)).toEqual(['failed', 'away', 'away']);
      expect(changes.slice(told)).toEqual([expect.objectContaining({ message: 'Query read timeout' })]);
    }));

  test('to whoever connects is taken for one that failed, however many wait for connections', async () => {
    const sockets = new Set<Socket>();
    const mute = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    await once(mute.listen(0, '127.0.0.1'), 'listening');
    const { port } = mute.address() as AddressInfo;
    await ofItsOwn(`postgresql://nobody@127.0.0.1:${port}/none`, async ({ db, answers, changes }) => {
      expect(await Promise.all([read(db), read(db), read(db)])).toEqual(Array(3).fill({ is: false }));
      expect(answers.filter((each) => each === 'failed')).toHaveLength(1);
      expect(await read(db)).toEqual({ is: false });
      expect(answers.at(-1)).toBe('away');
      expect(changes).toEqual([expect.objectContaining({ message: expect.stringMatching(/^timeout/) })]);
      for (const socket of sockets) socket.destroy();
    });
    mute.close();
  });

  test('because all its connections are taken is late, and waited for again two seconds after that', () =>
    ofItsOwn(replica.url, async ({ db, answers, changes }) => {
      const client = await db.replica?.pool.connect();
      expect(await read(db)).toEqual({ is: false });
      expect(await read(db)).toEqual({ is: false });
      client?.release();
      expect([answers, changes]).toEqual([['late', 'late'], []]);

      let now = performance.now() + 10_000;
      const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
      const patience = [];
      for (const step of [0, 1_500, 600]) {
        now += step;
        patience.push(db.replica?.patience());
        db.replica?.tell('late');
        patience.push(db.replica?.patience());
      }
      clock.mockRestore();
      // However many look meanwhile.
      expect(patience).toEqual([250, 0, 0, 0, 250, 0]);
    }));
});

describe('a read that the replica ends', () => {
  /** Whatever keeps a row from being forgotten on the primary stands in the way of the replica: it ends the read. */
  const conflict = async (ask: () => Promise<unknown>) => {
    for (;;) {
      await api.db.pool.query('UPDATE project SET language = language');
      await api.db.pool.query('VACUUM project');
      await ask();
    }
  };
  const asking = () => sql`SELECT id::text FROM project WHERE id = ${stage.as('owner').project.id}::uuid`;

  /** Where a read was begun, each time. */
  const where: boolean[] = [];
  const begins = async (tx: Pick<Tx, 'row'>) => {
    const is = z.object({ is: z.boolean() }).parse(await tx.row(isReplica));
    where.push(is.is);
    return is.is && where.length === 1;
  };

  /** Reads until it was begun on the replica: a busy machine may be late. Gives where it was answered. */
  async function begunThere(read: () => Promise<unknown>): Promise<ReplicaAnswer | undefined> {
    for (;;) {
      await replicaReads();
      where.length = 0;
      await read();
      if (where[0]) return heard.at(-1);
    }
  }

  test('because it has to follow is done again by the primary, and the next one is read there again', async () => {
    let found = 0;
    const read = async () => {
      found = await snapshot(ofProject(), async (tx) => {
        const isFirst = await begins(tx);
        const { length } = await tx.rows(asking());
        if (isFirst) await conflict(() => tx.rows(asking()));
        return length;
      });
    };
    expect(await begunThere(read)).toBe('failed');
    expect([found, where]).toEqual([1, [true, false]]);
    const since = heard.length;
    await replicaReads();
    expect(heard[since]).not.toBe('away');
  });

  test('as a stream is begun anew on the primary as long as nothing came of it, and else fails', async () => {
    const pieces = (from: number) =>
      readSnapshot(ofProject(), async function* (reader) {
        const isFirst = await begins(reader);
        for (let at = 0; at < 4; at += 1) {
          for await (const rows of reader.batches(asking(), 10)) yield `${where.at(-1)} ${rows.length}`;
          if (at === from && isFirst) await conflict(() => reader.rows(asking()));
        }
      });
    const got: string[] = [];
    let fault: unknown;
    const take = (from: number) => async () => {
      got.length = 0;
      const all = async () => {
        for await (const piece of pieces(from)) got.push(piece);
      };
      fault = await all().catch((error: unknown) => error);
    };
    expect(await begunThere(take(0))).toBe('failed');
    expect([fault, got]).toEqual([undefined, Array(4).fill('false 1')]);
    expect(await begunThere(take(2))).toBe('failed');
    expect([fault, got]).toEqual([expect.any(Error), Array(2).fill('true 1')]);
  });

  test('because it is killed is done again by the primary; it rests, and is asked again when it is back', async () => {
    const read = () =>
      snapshot(ofProject(), async (tx) => {
        if (await begins(tx)) await Promise.all([replica.kill(), tx.rows(sql`SELECT pg_sleep(30)`)]);
        return tx.rows(asking());
      });
    let told = 0;
    const answer = await begunThere(async () => {
      told = replica.changes.length;
      expect(await read()).toHaveLength(1);
    });
    expect([answer, where]).toEqual(['failed', [true, false]]);
    await expect
      .poll(async () => {
        expect(await read()).toHaveLength(1);
        return heard.at(-1);
      })
      .toBe('away');
    expect(replica.changes.slice(told)).toEqual([expect.any(Error)]);
    await replica.start();
    await replicaReads();
    expect(replica.changes.slice(told)).toEqual([expect.any(Error), null]);
  });
});
