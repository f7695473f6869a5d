import { z } from 'zod';
import type { Database } from '../connect.ts';
import { sql } from '../sql.ts';
import { type Statements, snapshot } from '../transaction.ts';
import { checkChain, hashSettings } from './check-chain.ts';
import { checkProject } from './check-changes.ts';
import { checkFirstPasses } from './check-first-passes.ts';
import { checkJobs } from './check-jobs.ts';
import { checkPeople } from './check-people.ts';
import { checkRenditions } from './check-renditions.ts';
import { checkSight } from './check-sight.ts';
import { checkDoubles, checkStreams } from './check-streams.ts';
import { checkStructure } from './check-structure.ts';
import { checkDocument } from './check-text.ts';
import { byWholeTables } from './planning.ts';
import { MOST_PROBLEMS, type Problem, type Report } from './problem.ts';

export interface CheckResult {
  readonly problems: Problem[];
  /** Whether more was found than is told: at most `MOST_PROBLEMS`. */
  readonly more: boolean;
  /** What was looked at. */
  readonly counts: {
    readonly projects: number;
    readonly documents: number;
    readonly annotations: number;
    readonly changes: number;
  };
}

export interface CheckOptions {
  /** Whether tables, triggers and indexes are compared too: it takes a second. */
  readonly structure?: boolean;
}

/**
 * Verifies the whole database, as of one moment, and changes nothing: every span, quote and offset against the
 * text, every text against its hash, blocks and sentences, streams without gaps, every table against the sum of the
 * changes, every operation and change against the chain of hashes, what no change tells of against its seal, and the
 * structure of the database against what the migrations make.
 */
export function checkDatabase(db: Database, options: CheckOptions = {}): Promise<CheckResult> {
  return snapshot(db, (tx) => checkWithin(tx, db.directUrl, options));
}

/** The same of what a transaction sees. */
export async function checkWithin(
  tx: Statements,
  directUrl: string,
  { structure = true }: CheckOptions = {},
): Promise<CheckResult> {
  const problems: Problem[] = [];
  let more = false;
  const report: Report = (code, text) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ code, text });
    else more = true;
  };
  // A large project takes longer than any command may.
  await tx.run(sql`SET LOCAL statement_timeout = 0`);
  await tx.run(sql`SET LOCAL idle_in_transaction_session_timeout = 0`);
  // Sorting and joining the changes of a project in less than this goes by way of the disk.
  await tx.run(sql`SET LOCAL work_mem = '64MB'`);
  await tx.run(hashSettings);
  if (structure) await checkStructure(tx, directUrl, report);
  await tx.run(byWholeTables);
  const projects = await tx.rows(z.object({ id: z.string() }), sql`SELECT id FROM project ORDER BY id`);
  const documents = await tx.rows(
    z.object({ projectId: z.string(), documentId: z.string() }),
    sql`SELECT project_id AS "projectId", id AS "documentId" FROM document ORDER BY project_id, id`,
  );
  let annotations = 0;
  let changes = 0;
  for (const letter of documents) annotations += await checkDocument(tx, letter, report);
  for (const { id } of projects) {
    changes += await checkProject(tx, id, report);
    await checkChain(tx, id, report);
    await checkFirstPasses(tx, id, report);
    await checkSight(tx, id, report);
    await checkRenditions(tx, id, report);
  }
  await checkStreams(tx, report);
  await checkDoubles(tx, report);
  await checkPeople(tx, report);
  await checkJobs(tx, report);
  return {
    problems,
    more,
    counts: { projects: projects.length, documents: documents.length, annotations, changes },
  };
}
