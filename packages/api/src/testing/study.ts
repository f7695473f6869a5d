import { randomUUIDv7 } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Backups, checkDatabase, createFeed, type Feed, openBackups } from '@koersvast/db';
import {
  buildDocument,
  buildMember,
  buildProject,
  buildTag,
  createTestDatabase,
  type TestDatabase,
  type TestMember,
  type TestProject,
} from '@koersvast/db/testing';
import { TRPCError } from '@trpc/server';
import { refusalOf } from '../error-mapping.ts';
import type { OpenJobs } from '../job/runner.ts';
import { openServerJobs } from '../jobs.ts';
import { createInnerContext, type InnerContextOptions } from '../make-context.ts';
import { createCaller } from '../root.ts';
import { createAuth } from '../session/auth.ts';
import { workHere } from '../work/work.ts';

/** A database with a feed, and callers of the API for whoever is named. */
export interface TestApi {
  readonly db: TestDatabase;
  readonly feed: Feed;
  readonly backups: Backups;
  /** Where those are, once there is one. */
  readonly backupFolder: string;
  /** Who does what takes long, from the first that is asked for on. */
  readonly jobs: OpenJobs;
  /** What those have written into the log. */
  readonly logged: object[];
  /** `signal` ends the subscriptions of this caller. */
  as(
    personId: string | null,
    over?: Partial<InnerContextOptions>,
    signal?: AbortSignal,
  ): ReturnType<typeof createCaller>;
  /** Removes the database, which must pass the check after whatever was done to it. */
  close(): Promise<void>;
}

export async function openTestApi(poolSize = 8): Promise<TestApi> {
  return testApiOn(await createTestDatabase({ poolSize }));
}

/** The same on a database that is there. */
export function testApiOn(db: TestDatabase): TestApi {
  const feed = createFeed(db);
  const backupFolder = path.join(tmpdir(), `koersvast-backups-${randomUUIDv7()}`);
  const backups = openBackups({ folder: backupFolder, directUrl: db.directUrl });
  const logged: object[] = [];
  const log = { error: (fields: object) => logged.push(fields), warn: () => undefined };
  const services = { db, backups, work: workHere, log, now: () => new Date(), newId: () => randomUUIDv7() };
  const jobs = openServerJobs({ ...services, feed, limits: { graceMs: 100 } });
  const auth = createAuth({ db, secret: 'a secret for tests that is long enough', secure: false });
  return {
    db,
    feed,
    backups,
    backupFolder,
    jobs,
    logged,
    as: (personId, over = {}, signal) =>
      createCaller(
        createInnerContext({
          db,
          feed,
          backups,
          jobs,
          auth,
          person: personId === null ? null : { id: personId, installationRole: 'member' },
          ...over,
        }),
        { signal },
      ),
    close: async () => {
      await jobs.close();
      await feed.close();
      await rm(backupFolder, { recursive: true, force: true });
      const { problems } = await checkDatabase(db, { structure: false });
      await db.drop();
      if (problems.length > 0) throw new Error(`the tests left a bad database: ${JSON.stringify(problems)}`);
    },
  };
}

/** A project with one document, two tags, a coder and a second one. */
export async function buildStudy(db: TestDatabase, over: { text?: string } = {}) {
  const project: TestProject = await buildProject(db);
  const document = await buildDocument(db, project, over);
  const text = over.text ?? (await readText(db, document.id));
  const pressure = await buildTag(db, project, { name: 'pressure', key: 'p', appearance: 0 });
  const cooperation = await buildTag(db, project, { name: 'selective cooperation', key: 's', appearance: 1 });
  const coder: TestMember = await buildMember(db, project);
  const colleague: TestMember = await buildMember(db, project);
  const place = { projectId: project.id, documentId: document.id, roundId: project.round.id };
  /** The input of a command that codes the first place where `words` stand. */
  const coding = (words: string, tag = pressure) => {
    const start = text.indexOf(words);
    return {
      opId: randomUUIDv7(),
      ...place,
      annotation: {
        id: randomUUIDv7(),
        tagId: tag.id,
        start,
        end: start + words.length,
        quote: words,
        memo: null as string | null,
        certainty: null as number | null,
        madeAt: '2026-11-23T20:00:00.000Z',
      },
    };
  };
  return { project, document, text, pressure, cooperation, coder, colleague, place, coding };
}

export type Study = Awaited<ReturnType<typeof buildStudy>>;

async function readText(db: TestDatabase, documentId: string): Promise<string> {
  const { rows } = await db.pool.query<{ text: string }>('SELECT text FROM document WHERE id = $1', [
    documentId,
  ]);
  return rows[0]?.text ?? '';
}

/** What a call refused, with its details; fails when it was not refused. */
export async function refusalFrom(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TRPCError)) throw new Error('the call was not refused', { cause: error });
  return refusalOf(error);
}

export async function codeOf(call: Promise<unknown>): Promise<string> {
  return (await refusalFrom(call)).code;
}

/** The code with which a call was refused, or null when it was not. */
export function refusalIn(call: Promise<unknown>): Promise<string | null> {
  return call.then(
    () => null,
    (error: unknown) => (error instanceof TRPCError ? refusalOf(error).code : String(error)),
  );
}

/** What is looked at in them, other than the operations. */
const tables = [
  ...['"user"', 'account', 'session', 'project', 'member', 'invitation', 'round', 'tag', 'assignment'],
  ...['layer', 'stream', 'api_token', 'presence', 'reading', 'review', 'reply', 'decision', 'unblinding'],
  ...['export', 'reservation', 'first_pass_row', 'document', 'block', 'sentence', 'codebook_version'],
  ...['annotation', 'change'],
];

/**
 * Of each row where it lies and what wrote it: whatever is added, changed or removed shows there, without all that was
 * ever written being read again.
 */
const hashing = {
  // Planned once for each connection, and asked thousands of times.
  name: 'hash-database',
  text: `SELECT md5(concat(${tables
    .map((table) => `(SELECT md5(string_agg(ctid::text || xmin, '' ORDER BY ctid)) FROM ${table})`)
    .join(", ' ', ")}, (SELECT count(*) FROM operation WHERE result ->> 'ok' = 'true'))) AS hash`,
};

/** Everything that stands in the database, as one hash; refused operations are not counted. */
export async function hashDatabase(db: TestDatabase): Promise<string> {
  // Behind a pooler the next connection has not heard of the name.
  const { text } = hashing;
  const { rows } = await db.pool.query<{ hash: string }>(db.url === db.directUrl ? hashing : text);
  return rows[0]?.hash ?? '';
}

/** How many of the database's connections wait for what another one holds. */
export async function countWaiting(db: TestDatabase): Promise<number> {
  const { rows } = await db.pool.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.length;
}
