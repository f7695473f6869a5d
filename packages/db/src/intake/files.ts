import { createHash } from 'node:crypto';
import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import { z } from 'zod';
import type { Database } from '../connect.ts';
import { hold, holdWord } from '../hold.ts';
import { sql } from '../sql.ts';
import { outsideTransaction, type Tx, transact } from '../transaction.ts';

/*
 * Files on their way into a project: their bytes come and go in pieces, so that none of them ever lies in memory as a
 * whole, and what breaks off leaves nothing.
 */

/** Where a file of an intake is. */
export interface IntakeFilePlace {
  readonly projectId: string;
  readonly intakeId: string;
  readonly fileId: string;
}

/** How much may lie in the files of one project that are not documents yet, and in one of them; in bytes. */
export interface IntakeRoom {
  readonly file: number;
  readonly project: number;
}

/** What whoever runs the server has not set otherwise. */
export const usualRoom: IntakeRoom = { file: 100_000_000, project: 2_000_000_000 };

/** A file that is whole. */
const wholeFile = z.object({
  id: z.string(),
  path: z.string(),
  size: z.number(),
  sha256: z.string(),
  unpacked: z.boolean(),
  problem: z.unknown(),
});

const PIECE = 262_144;
/** As people are told. */
const megabytes = (bytes: number) => Math.floor(bytes / 1_000_000);
/** An intake that nobody has touched for so long is forgotten, with its files. */
const KEPT_DAYS = 14;
/** A sending that has not ended after so long was broken off by a server that died. */
const LOST_HOURS = 12;

const where = ({ projectId, intakeId, fileId }: IntakeFilePlace) =>
  sql`project_id = ${projectId}::uuid AND intake_id = ${intakeId}::uuid AND id = ${fileId}::uuid`;

export interface Begun {
  /** What names this sending; null where the file is whole already. */
  readonly sending: string | null;
  readonly file: z.infer<typeof wholeFile> | null;
}

/**
 * What is taken in a project, by what has come and what is coming: bytes, and files of one intake of it. The database
 * counts them as they come and go: whoever asks for each file would otherwise count all of them each time.
 */
async function countedFiles(
  tx: Tx,
  projectId: string,
  intakeId: string | null,
): Promise<{ readonly taken: number; readonly files: number }> {
  const row = await tx.row(
    z.object({ taken: z.number(), files: z.number() }),
    sql`SELECT coalesce(sum(taken), 0)::float8 AS taken,
          coalesce(sum(file_count) FILTER (WHERE id = ${intakeId}::uuid), 0)::float8 AS files
        FROM intake WHERE project_id = ${projectId}::uuid`,
  );
  return row ?? { taken: 0, files: 0 };
}

/** Bytes that are taken in a project. */
export async function intakeTaken(tx: Tx, projectId: string): Promise<number> {
  return (await countedFiles(tx, projectId, null)).taken;
}

/**
 * Makes a place for a file and keeps `size` bytes of the project's room free for it. The same id again takes the place
 * of what did not come to its end; of what did, that is given. Throws `file_too_large`, `intake_full`, `over_limit`, and
 * `not_found` where there is no such intake.
 */
export async function beginIntakeFile(
  tx: Tx,
  at: IntakeFilePlace,
  file: { readonly path: string; readonly size: number; readonly withinId: string | null },
  { room, sending, now }: { readonly room: IntakeRoom; readonly sending: string; readonly now: Date },
): Promise<Begun> {
  const { projectId, intakeId, fileId } = at;
  if (file.size > room.file) throw new DomainError('file_too_large', { maximum: megabytes(room.file) });
  await holdWord(tx, `intakes of ${projectId}`);
  if (!(await hold(tx, 'intake', { projectId, id: intakeId }, 'there'))) throw new DomainError('not_found');
  const there = await tx.row(
    wholeFile.extend({ sha256: z.string().nullable() }),
    sql`SELECT id, path, size, sha256, unpacked, problem FROM intake_file WHERE ${where(at)}`,
  );
  if (there?.sha256 != null) return { sending: null, file: { ...there, sha256: there.sha256 } };
  if (there) await tx.run(sql`DELETE FROM intake_file WHERE ${where(at)}`);
  const { taken, files } = await countedFiles(tx, projectId, intakeId);
  if (taken + file.size > room.project)
    throw new DomainError('intake_full', { maximum: megabytes(room.project) });
  if (files >= limits.intakeFiles) throw overLimit('intakeFiles');
  await tx.intakeFile.create({
    data: { projectId, intakeId, id: fileId, ...file, sending, begunAt: now },
    select: { id: true },
  });
  return { sending, file: null };
}

/** Thrown where a file was taken away from who was sending it: it was begun again, or its intake left. */
export class SendingLost extends Error {
  constructor() {
    super('this file is sent by somebody else now, or its intake is gone');
    this.name = 'SendingLost';
  }
}

/** Stores the bytes of a file as they come. Returns how many there were, and their hash. Throws `SendingLost`. */
async function storeParts(
  db: Pick<Tx, 'run'>,
  at: IntakeFilePlace,
  sending: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most: number,
): Promise<{ size: number; sha256: string }> {
  const { projectId, intakeId, fileId } = at;
  const hash = createHash('sha256');
  let size = 0;
  let index = 0;
  let waiting: Uint8Array[] = [];
  let waits = 0;
  const flush = async (isLast: boolean) => {
    const come = Buffer.concat(waiting, waits);
    let from = 0;
    while (come.length - from >= PIECE || (isLast && from < come.length)) {
      const part = come.subarray(from, from + PIECE);
      const stored = await db.run(
        sql`INSERT INTO intake_file_part (project_id, intake_id, file_id, index, bytes)
            SELECT ${projectId}::uuid, ${intakeId}::uuid, ${fileId}::uuid, ${index}::int, ${part}::bytea FROM intake_file
            WHERE ${where(at)} AND sending = ${sending}::uuid AND sha256 IS NULL`,
      );
      if (stored === 0) throw new SendingLost();
      index += 1;
      from += part.length;
    }
    waiting = [come.subarray(from)];
    waits = come.length - from;
  };
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > most) throw new DomainError('file_too_large', { maximum: megabytes(most) });
    hash.update(chunk);
    waiting.push(chunk);
    waits += chunk.length;
    if (waits >= PIECE) await flush(false);
  }
  await flush(true);
  return { size, sha256: hash.digest('hex') };
}

/**
 * Receives a file: all of it is there in the end, or nothing. `most` is what was kept free for it. Throws what the
 * stream throws, `file_too_large`, and `SendingLost`.
 */
export async function receiveIntakeFile(
  db: Database,
  at: IntakeFilePlace,
  sending: string,
  bytes: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ size: number; sha256: string }> {
  try {
    const stored = await storeParts(outsideTransaction(db), at, sending, bytes, most);
    if (!(await transact(db, (tx) => holding(tx, at, () => endIntakeFile(tx, at, sending, stored)))))
      throw new SendingLost();
    return stored;
  } catch (error) {
    // Where the database is away as well, what is left is found by the clock.
    await transact(db, (tx) => holding(tx, at, () => dropSending(tx, at, sending))).catch(() => undefined);
    throw error;
  }
}

/** The same for what lay in another file, in the transaction that stores that. */
export async function storeIntakeFile(
  tx: Tx,
  at: IntakeFilePlace,
  sending: string,
  bytes: Uint8Array,
): Promise<void> {
  const stored = await storeParts(tx, at, sending, [bytes], bytes.length);
  if (!(await endIntakeFile(tx, at, sending, stored))) throw new SendingLost();
}

/** The intake before its files, as everybody holds them: what becomes of a file is counted there. */
async function holding<T>(
  tx: Tx,
  { projectId, intakeId: id }: IntakeFilePlace,
  work: () => Promise<T>,
): Promise<T> {
  await hold(tx, 'intake', { projectId, id }, 'written');
  return work();
}

async function endIntakeFile(
  tx: Tx,
  at: IntakeFilePlace,
  sending: string,
  { size, sha256 }: { readonly size: number; readonly sha256: string },
): Promise<boolean> {
  const ended = await tx.run(
    sql`UPDATE intake_file SET size = ${size}, sha256 = ${sha256}
        WHERE ${where(at)} AND sending = ${sending}::uuid AND sha256 IS NULL`,
  );
  return ended > 0;
}

async function dropSending(tx: Tx, at: IntakeFilePlace, sending: string): Promise<void> {
  await tx.run(
    sql`DELETE FROM intake_file WHERE ${where(at)} AND sending = ${sending}::uuid AND sha256 IS NULL`,
  );
}

/** The bytes of a file that is whole, piece by piece. */
export async function* readIntakeFile(db: Database | Tx, at: IntakeFilePlace): AsyncGenerator<Uint8Array> {
  const tx = 'pool' in db ? outsideTransaction(db) : db;
  const { projectId, intakeId, fileId } = at;
  for (let index = 0; ; index += 1) {
    const row = await tx.row(
      z.object({ bytes: z.instanceof(Uint8Array) }),
      sql`SELECT bytes FROM intake_file_part WHERE project_id = ${projectId}::uuid AND intake_id = ${intakeId}::uuid
          AND file_id = ${fileId}::uuid AND index = ${index}::int`,
    );
    if (row === undefined) return;
    yield row.bytes;
  }
}

/**
 * All of them. Only of what is known to be small enough to be held. Throws `not_found` where they are not all there: what
 * is read or frozen is never less than what was sent.
 */
export async function intakeFileBytes(db: Database | Tx, at: IntakeFilePlace): Promise<Uint8Array> {
  const tx = 'pool' in db ? outsideTransaction(db) : db;
  const bytes = (await intakeFilesBytes(tx, at, [at.fileId])).get(at.fileId);
  if (bytes === undefined) throw new DomainError('not_found');
  return bytes;
}

/** The same of several files, in one go, by the file. */
export async function intakeFilesBytes(
  tx: Tx,
  { projectId, intakeId }: Pick<IntakeFilePlace, 'projectId' | 'intakeId'>,
  fileIds: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await tx.rows(
    z.object({ id: z.string(), size: z.number(), bytes: z.instanceof(Uint8Array).nullable() }),
    // By the file alone: a join could as well read through all parts of the intake for each file.
    sql`SELECT file.id, file.size, part.bytes FROM intake_file AS file LEFT JOIN LATERAL (
          SELECT index, bytes FROM intake_file_part AS part WHERE part.project_id = file.project_id
            AND part.intake_id = file.intake_id AND part.file_id = file.id OFFSET 0) AS part ON true
        WHERE file.project_id = ${projectId}::uuid AND file.intake_id = ${intakeId}::uuid
          AND file.id = ANY(${[...fileIds]}::uuid[]) ORDER BY file.id, part.index`,
  );
  const files = new Map<string, Uint8Array>();
  for (const [id, pieces] of Map.groupBy(rows, (row) => row.id)) {
    const [first, ...others] = pieces.flatMap(({ bytes }) => bytes ?? []);
    const bytes = first && others.length === 0 ? first : Buffer.concat(first ? [first, ...others] : []);
    if (bytes.length === pieces[0]?.size) files.set(id, bytes);
  }
  if (fileIds.some((id) => !files.has(id))) throw new DomainError('not_found');
  return files;
}

/** What was found of the bytes of files when they came, by the file. */
export async function intakeFileHashes(
  tx: Tx,
  { projectId, intakeId }: Pick<IntakeFilePlace, 'projectId' | 'intakeId'>,
  fileIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (fileIds.length === 0) return new Map();
  const rows = await tx.intakeFile.findMany({
    where: { projectId, intakeId, id: { in: [...fileIds] }, sha256: { not: null } },
    select: { id: true, sha256: true },
  });
  return new Map(rows.flatMap(({ id, sha256 }) => (sha256 === null ? [] : [[id, sha256]])));
}

/** Files that were found to list others, in the order in which they came. */
export function intakeLists(
  tx: Tx,
  { projectId, intakeId }: Pick<IntakeFilePlace, 'projectId' | 'intakeId'>,
): Promise<{ readonly id: string; readonly path: string; readonly size: number; readonly sha256: string }[]> {
  return tx.rows(
    wholeFile.pick({ id: true, path: true, size: true, sha256: true }),
    sql`SELECT id, path, size, sha256 FROM intake_file WHERE project_id = ${projectId}::uuid
        AND intake_id = ${intakeId}::uuid AND sha256 IS NOT NULL AND NOT unpacked AND problem ? 'lists'
        ORDER BY begun_at, id`,
  );
}

/** Says of several files what was found of them, in one statement whatever their number. */
export async function sayOfFiles(
  tx: Tx,
  { projectId, intakeId }: Pick<IntakeFilePlace, 'projectId' | 'intakeId'>,
  said: readonly { readonly id: string; readonly problem: object }[],
): Promise<void> {
  if (said.length === 0) return;
  await tx.run(
    sql`UPDATE intake_file SET problem = given.problem
        FROM jsonb_to_recordset(${JSON.stringify(said)}::jsonb) AS given (id uuid, problem jsonb)
        WHERE intake_file.project_id = ${projectId}::uuid AND intake_file.intake_id = ${intakeId}::uuid
          AND intake_file.id = given.id`,
  );
}

/** Which of these files begin as what is packed as a zip does. */
export async function zippedFiles(
  tx: Tx,
  { projectId, intakeId }: Pick<IntakeFilePlace, 'projectId' | 'intakeId'>,
  fileIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.rows(
    z.object({ fileId: z.string() }),
    sql`SELECT file_id AS "fileId" FROM intake_file_part WHERE project_id = ${projectId}::uuid
        AND intake_id = ${intakeId}::uuid AND file_id = ANY(${[...fileIds]}::uuid[]) AND index = 0
        AND substring(bytes FROM 1 FOR 3) IN (${'\\x504b03'}::bytea, ${'\\x504b05'}::bytea, ${'\\x504b07'}::bytea)`,
  );
  return new Set(rows.map(({ fileId }) => fileId));
}

/** Forgets intakes that nobody has touched for long, and what a server that died was receiving. */
export async function clearIntakes(tx: Tx): Promise<void> {
  await tx.run(sql`DELETE FROM intake WHERE touched_at < now() - make_interval(days => ${KEPT_DAYS})
    AND NOT EXISTS (SELECT FROM job WHERE job.place = intake.project_id AND job.id = intake.job_id
      AND job.state IN ('queued', 'running'))`);
  await tx.run(sql`WITH lost AS MATERIALIZED (
      SELECT project_id, intake_id, id FROM intake_file WHERE sha256 IS NULL
        AND begun_at < now() - make_interval(hours => ${LOST_HOURS})
    ), held AS MATERIALIZED (
      SELECT project_id, id FROM intake WHERE (project_id, id) IN (SELECT project_id, intake_id FROM lost)
      ORDER BY id FOR NO KEY UPDATE
    )
    DELETE FROM intake_file AS file USING held, lost WHERE file.project_id = held.project_id
      AND file.intake_id = held.id AND file.project_id = lost.project_id AND file.intake_id = lost.intake_id
      AND file.id = lost.id AND file.sha256 IS NULL`);
}
