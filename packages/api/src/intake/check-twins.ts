import { DomainError } from '@koersvast/core/error';
import type { Tx } from '@koersvast/db';
import { twinVersion } from '@koersvast/formats';
import { type Sketch, twinsTold } from './aside/twins.ts';
import { likenesses } from './find-twins.ts';
import type { IntakeWork } from './job-work.ts';
import type { StoredItem } from './stored.ts';

/** Whether somebody was shown this twin, or so many others of the text that one more would say nothing new. */
function isShown(twins: StoredItem['twins'], documentId: string): boolean {
  const same = twins.filter(({ kind, of }) => kind === 'same' && of === 'document');
  return same.length >= twinsTold || twins.some((twin) => twin.of === 'document' && twin.id === documentId);
}

/**
 * Nothing is doubled in silence: what has come in since somebody looked, and is the same or nearly, is shown to them
 * first. Throws `intake_twins`.
 */
export async function checkTwins(
  work: IntakeWork,
  tx: Tx,
  items: readonly StoredItem[],
  sketches: ReadonlyMap<string, Sketch & { readonly id: string }>,
): Promise<void> {
  const unseen = new Set([
    ...(await unseenSame(tx, work.projectId, items, sketches)),
    ...(await unseenNear(work, tx, items, sketches)),
  ]);
  if (unseen.size > 0) throw new DomainError('intake_twins', { count: unseen.size });
}

/** Documents of the same text, whenever they were added. */
async function unseenSame(
  tx: Tx,
  projectId: string,
  items: readonly StoredItem[],
  sketches: ReadonlyMap<string, Sketch>,
): Promise<string[]> {
  const itemsBySame = Map.groupBy(items, ({ id }) => sketches.get(id)?.same ?? '');
  const sketched = await tx.documentSketch.findMany({
    where: { projectId, same: { in: [...itemsBySame.keys()] }, document: { removedAt: null } },
    select: { documentId: true, same: true },
  });
  // What was added one by one has no sketch yet.
  const itemsByText = Map.groupBy(items, ({ reading }) => reading?.textSha256 ?? '');
  const added = await tx.document.findMany({
    where: { projectId, removedAt: null, textSha256: { in: [...itemsByText.keys()] } },
    select: { id: true, textSha256: true },
  });
  const pairs = [
    ...sketched.map(({ documentId, same }) => ({ documentId, like: itemsBySame.get(same) ?? [] })),
    ...added.map(({ id, textSha256 }) => ({ documentId: id, like: itemsByText.get(textSha256) ?? [] })),
  ];
  return pairs.flatMap(({ documentId, like }) =>
    like.some(({ twins }) => !isShown(twins, documentId)) ? documentId : [],
  );
}

/** What was added so long before the texts were compared may not have been there yet when they were. */
const BEFORE_MS = 600_000;
/** Texts that are sketched at once. */
const TEXTS = 25;

/** Documents of nearly the same text that were added since the texts of this import were last compared. */
async function unseenNear(
  work: IntakeWork,
  tx: Tx,
  items: readonly StoredItem[],
  sketches: ReadonlyMap<string, Sketch & { readonly id: string }>,
): Promise<string[]> {
  const { context } = work;
  const recent = await sketchesSince(work, tx, await comparedAt(work, tx));
  if (recent.length === 0) return [];
  const own = items.flatMap(({ id }) => sketches.get(id) ?? []);
  const found = await context.work.run(context.person.id, 'intake.twins', recent, own);
  const isRecent = new Set(recent.map(({ id }) => id));
  const byId = new Map(items.map((item) => [item.id, item]));
  const unseen: string[] = [];
  for (const item of items) {
    // Of a text that is nearly there so often, one more would say nothing new.
    if (item.twins.length >= twinsTold) continue;
    const shown = new Set(item.twins.map(({ id }) => id));
    const near = (found[item.id]?.near ?? []).filter((id) => isRecent.has(id) && !shown.has(id));
    if (near.length === 0) continue;
    unseen.push(...(await likenesses(work, tx, item, near, byId)).map(({ id }) => id));
  }
  return unseen;
}

/** When the texts of an import were last compared with those of the project. */
async function comparedAt({ projectId, intakeId }: IntakeWork, tx: Tx): Promise<Date> {
  const job = await tx.job.findFirst({
    where: { place: projectId, kind: 'intake.read', once: intakeId, state: 'done' },
    orderBy: { startedAt: 'desc' },
    select: { startedAt: true },
  });
  return new Date((job?.startedAt?.getTime() ?? 0) - BEFORE_MS);
}

/** What tells of the texts of documents that were added since, by whoever and however. */
async function sketchesSince(
  { context, projectId }: IntakeWork,
  tx: Tx,
  since: Date,
): Promise<(Sketch & { readonly id: string })[]> {
  const rows = await tx.document.findMany({
    where: { projectId, removedAt: null, createdAt: { gte: since } },
    orderBy: { id: 'asc' },
    select: { id: true, sketch: { select: { version: true, same: true, bytes: true } } },
  });
  const known = rows.flatMap(({ id, sketch }) =>
    sketch?.version === twinVersion ? { id, same: sketch.same, bytes: sketch.bytes } : [],
  );
  const missing = rows.flatMap(({ id, sketch }) => (sketch?.version === twinVersion ? [] : id));
  const made: (Sketch & { readonly id: string })[] = [];
  for (let from = 0; from < missing.length; from += TEXTS) {
    const texts = await tx.document.findMany({
      where: { projectId, id: { in: missing.slice(from, from + TEXTS) } },
      select: { id: true, text: true },
    });
    const sketched = await context.work.run(
      context.person.id,
      'intake.sketch',
      texts.map(({ text }) => text),
    );
    made.push(...texts.flatMap(({ id }, nth) => (sketched[nth] ? { id, ...sketched[nth] } : [])));
  }
  return [...known, ...made];
}
