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
    sql`WHERE project_id = ${projectId}::uuid AND stream = 'shared' ORDER BY rev`,
  );
  const steps: Step[] = [];
  for (const { noun, opId, seq, before, after } of changes) {
    if (noun === 'annotation' && after)
      steps.push({ opId, rowId: after.id, seq, before: before?.version ?? null, after: after.version });
  }
  const last = changes.at(-1)?.seq ?? 0;
  const behind = () => followers.filter(({ seq, refused }) => refused === null && seq < last).length;
  await expect.poll(behind, PLENTY).toBe(0);
  const { annotations } = await crew.owner.query('annotation.list', { projectId, documentId });
  const told = changes.map(({ seq }) => seq);
  return [
    ...findFaults(steps, sent),
    ...told.filter((seq, at) => seq !== at + 1).map((seq) => `change ${seq} has not the next number`),
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
