import {
  type Intake,
  type IntakeFile,
  type IntakeSummary,
  intakeFile,
  type intakeListOutput,
  refusal,
} from '@koersvast/contracts';
import { limits, overLimit } from '@koersvast/core/limit';
import { type Access, holdWord, intakeTaken, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';
import type { InnerContext } from '../context.ts';
import { itemView } from './item-view.ts';
import { withTwinsThere } from './items.ts';
import { type IntakePlace, intakeFields, type OwnIntake, ownIntake, stateNow } from './own.ts';
import { itemFields, type StoredItem, storedItem } from './stored.ts';

/** Items that are told at once. */
const PAGE = 500;

type Uploads = InnerContext['uploads'];

async function limitsOf(tx: Tx, projectId: string, uploads: Uploads) {
  return {
    ...{ file: uploads.file, project: uploads.project, files: limits.intakeFiles },
    taken: await intakeTaken(tx, projectId),
  };
}

interface Counts {
  readonly files: number;
  readonly bytes: number;
  readonly items: number;
  readonly added: number;
  readonly removed: number;
}

async function countsOf(tx: Tx, projectId: string, ids: readonly string[]): Promise<Map<string, Counts>> {
  const where = { projectId, intakeId: { in: [...ids] } };
  const files = await tx.intakeFile.groupBy({
    by: ['intakeId'],
    where: { ...where, sha256: { not: null }, withinId: null },
    _count: { id: true },
    _sum: { size: true },
  });
  const items = await tx.intakeItem.groupBy({ by: ['intakeId', 'state'], where, _count: { id: true } });
  const removed = await tx.rows(
    z.object({ intakeId: z.string(), count: z.number() }),
    sql`SELECT item.intake_id AS "intakeId", count(*)::int AS count
        FROM intake_item item JOIN document ON document.project_id = item.project_id AND document.id = item.id
        WHERE item.project_id = ${projectId}::uuid AND item.intake_id = ANY(${[...ids]}::uuid[])
          AND item.state = 'added' AND document.removed_at IS NOT NULL
        GROUP BY item.intake_id`,
  );
  return new Map(
    ids.map((id) => {
      const own = items.filter(({ intakeId }) => intakeId === id);
      const sent = files.find(({ intakeId }) => intakeId === id);
      return [
        id,
        {
          files: sent?._count.id ?? 0,
          bytes: sent?._sum.size ?? 0,
          items: own.reduce((sum, { _count }) => sum + _count.id, 0),
          added: own.find(({ state }) => state === 'added')?._count.id ?? 0,
          removed: removed.find(({ intakeId }) => intakeId === id)?.count ?? 0,
        },
      ];
    }),
  );
}

function summaryOf(row: OwnIntake['row'], counts: Counts | undefined): IntakeSummary {
  const { id, state, jobId, opId, createdAt, touchedAt } = row;
  return {
    ...{ id, state, jobId, operationId: opId },
    ...(counts ?? { files: 0, bytes: 0, items: 0, added: 0, removed: 0 }),
    createdAt: createdAt.toISOString(),
    touchedAt: touchedAt.toISOString(),
  };
}

/** One's own, the last touched first. */
export async function listIntakes(
  tx: Tx,
  { projectId, memberId }: Access,
  uploads: Uploads,
): Promise<z.infer<typeof intakeListOutput>> {
  const own = await tx.intake.findMany({
    where: { projectId, memberId },
    orderBy: [{ touchedAt: 'desc' }, { id: 'desc' }],
    select: intakeFields,
  });
  const again = own.flatMap(({ id, documentId, jobId }) =>
    documentId === null ? [] : [{ id, documentId, jobId }],
  );
  const rows = own.filter(({ documentId }) => documentId === null);
  const counts = await countsOf(
    tx,
    projectId,
    rows.map(({ id }) => id),
  );
  const intakes = [];
  for (const row of rows)
    intakes.push(summaryOf({ ...row, state: await stateNow(tx, projectId, row) }, counts.get(row.id)));
  return { intakes, again, limits: await limitsOf(tx, projectId, uploads) };
}

/** Opens one; again changes nothing. Throws `over_limit` for more of them than one may have. */
export async function openIntake(
  tx: Tx,
  access: Access,
  intakeId: string,
  now: Date,
): Promise<IntakeSummary> {
  const { projectId, memberId } = access;
  await holdWord(tx, `intakes of ${projectId}`);
  const there = await tx.intake.findFirst({ where: { projectId, id: intakeId }, select: { id: true } });
  if (!there) {
    // What is added stays to be looked at for a while, and is in nobody's way.
    const own = await tx.intake.count({
      where: { projectId, memberId, documentId: null, state: { not: 'added' } },
    });
    if (own >= limits.intakes) throw overLimit('intakes');
    await tx.intake.create({
      data: { projectId, id: intakeId, memberId, createdAt: now, touchedAt: now },
      select: { id: true },
    });
  }
  const { row } = await ownIntake(tx, access, { projectId, intakeId });
  const counts = await countsOf(tx, projectId, [intakeId]);
  return summaryOf(row, counts.get(intakeId));
}

/** What was found out of a file that is no part of an item. */
function said(problem: unknown): Pick<IntakeFile, 'problem' | 'leftOut' | 'lists' | 'unmatched'> {
  const nothing = { problem: null, leftOut: null, lists: null };
  if (problem === null) return nothing;
  const list = intakeFile.pick({ lists: true, unmatched: true });
  const shape = z.union([refusal, intakeFile.pick({ leftOut: true }), list]);
  const parsed = shape.parse(problem);
  return 'code' in parsed ? { ...nothing, problem: parsed } : { ...nothing, ...parsed };
}

/** Ids of the items that were added and whose documents were removed since. */
async function removedOf(
  tx: Tx,
  projectId: string,
  items: readonly StoredItem[],
): Promise<ReadonlySet<string>> {
  const added = items.flatMap(({ id, state }) => (state === 'added' ? [id] : []));
  if (added.length === 0) return new Set();
  const removed = await tx.document.findMany({
    where: { projectId, id: { in: added }, removedAt: { not: null } },
    select: { id: true },
  });
  return new Set(removed.map(({ id }) => id));
}

/** One with its files and a page of its items. */
export async function getIntake(
  tx: Tx,
  access: Access,
  { from = 1, ...at }: IntakePlace & { readonly from?: number | undefined },
  uploads: Uploads,
): Promise<Intake> {
  const { projectId, intakeId } = at;
  const { row } = await ownIntake(tx, access, at);
  const files = await tx.intakeFile.findMany({
    where: { projectId, intakeId, sha256: { not: null } },
    orderBy: [{ begunAt: 'asc' }, { id: 'asc' }],
    select: { id: true, path: true, size: true, sha256: true, withinId: true, problem: true },
  });
  const items = await tx.intakeItem.findMany({
    where: { projectId, intakeId, nth: { gte: from } },
    orderBy: { nth: 'asc' },
    take: PAGE + 1,
    select: itemFields,
  });
  const told = await withTwinsThere(tx, projectId, items.slice(0, PAGE).map(storedItem));
  const counts = await countsOf(tx, projectId, [intakeId]);
  const removed = await removedOf(tx, projectId, told);
  return {
    intake: summaryOf(row, counts.get(intakeId)),
    files: files.map(({ problem, sha256, ...file }) => ({
      ...file,
      sha256: sha256 ?? '',
      ...said(problem),
    })),
    items: told.map((item) => itemView(item, removed.has(item.id))),
    next: items[PAGE]?.nth ?? null,
    limits: await limitsOf(tx, projectId, uploads),
  };
}
