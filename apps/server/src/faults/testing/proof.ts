import { isDeepStrictEqual } from 'node:util';
import type { Annotation } from '@koersvast/contracts';
import { checkDatabase, type Database, outsideTransaction, readChanges, sql } from '@koersvast/db';
import { expect } from 'vitest';
import type { Crew } from './crew.ts';
import type { Follower } from './follower.ts';
import { findFaults, type Step } from './history.ts';
import type { Sent } from './sent.ts';

interface Evidence {
  readonly db: Database;
  readonly crew: Crew;
  readonly sent: Sent;
  readonly followers: readonly Follower[];
}

const PLENTY = { timeout: 60_000, interval: 20 };

/**
 * All that is wrong after faults, in words: operations that were lost, doubled, or carried out in another order
 * than they were answered; browsers that show something else than the tables hold, or were told of a change
 * twice or not at all; and what `koersvast check` finds.
 */
export async function findAllFaults({ db, crew, sent, followers }: Evidence): Promise<string[]> {
  const { projectId, documentId } = crew.study;
  const changes = await readChanges(
    outsideTransaction(db),
    sql`WHERE project_id = ${projectId}::uuid AND stream <> 'audit' ORDER BY rev`,
  );
  const steps: Step[] = [];
  for (const [at, { noun, opId, before, after }] of changes.entries()) {
    if (noun === 'annotation' && after) {
      const versions = { before: before?.version ?? null, after: after.version };
      steps.push({ opId, rowId: after.id, seq: at + 1, ...versions });
    }
  }
  const behind = () =>
    followers.filter(({ seen, refused }) => refused === null && seen < changes.length).length;
  await expect.poll(behind, PLENTY).toBe(0);
  const { annotations } = await crew.owner.query('annotation.list', { projectId, documentId });
  return [
    ...findFaults(steps, sent),
    ...followers.flatMap((follower, number) => [
      ...follower.faults.map((fault) => `browser ${number}: ${fault}`),
      ...(follower.refused === null ? compare(follower.view.living(), annotations) : []).map(
        (fault) => `browser ${number}: ${fault}`,
      ),
    ]),
    ...(await checkDatabase(db)).problems.map(({ text }) => text),
  ];
}

function compare(shown: readonly Annotation[], stored: readonly Annotation[]): string[] {
  const rows = new Map(stored.map((row) => [row.id, row]));
  const faults = shown
    .filter((row) => !isDeepStrictEqual(rows.get(row.id), row))
    .map(
      ({ id, version }) => `shows ${id} at ${version}, and ${rows.get(id)?.version ?? 'nothing'} is stored`,
    );
  return shown.length === stored.length
    ? faults
    : [...faults, `shows ${shown.length} of ${stored.length} annotations`];
}

/** What was really done, for whoever reads along. */
export function report(what: string, seed: number, figures: Record<string, number>): void {
  process.stdout.write(`${what}, seed ${seed}: ${JSON.stringify(figures)}\n`);
}

/** What a load has done. */
export function countLoad({ sent, followers }: Pick<Evidence, 'sent' | 'followers'>) {
  const { acknowledged, refused, retries } = sent;
  const resyncs = followers.reduce((sum, { counts }) => sum + counts.resyncs, 0);
  return { acknowledged: acknowledged.size, refused: refused.size, retries, resyncs };
}
