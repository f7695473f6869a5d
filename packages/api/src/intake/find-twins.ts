import { outsideTransaction, storeFound, type Tx } from '@koersvast/db';
import { twinVersion } from '@koersvast/formats';
import { type Sketch, type TwinText, twinsTold } from './aside/twins.ts';
import { itemsOf, textSource } from './items.ts';
import { type IntakeWork, store } from './job-work.ts';
import type { StoredItem, StoredTwin } from './stored.ts';
import { compareTwins } from './twin-order.ts';

/** Texts that are sketched at once. */
const TEXTS = 25;
/** Items of which what was found is kept at once. */
const STORED = 200;

/** Finds texts that are the same, or nearly: as documents of the project, and as each other. */
export async function findTwins(work: IntakeWork): Promise<void> {
  const { context, projectId } = work;
  const { db, person } = context;
  const tx = outsideTransaction(db);
  await sketchDocuments(work);
  const documents = await tx.documentSketch.findMany({
    where: { projectId, version: twinVersion, document: { removedAt: null } },
    orderBy: { documentId: 'asc' },
    select: {
      ...{ documentId: true, same: true, bytes: true },
      document: { select: { title: true, originalName: true } },
    },
  });
  const items = (await itemsOf(work, tx)).filter(({ state }) => state === 'read');
  const sketches = new Map((await itemSketches(tx, work)).map((each) => [each.id, each]));
  // Of many with one text the first are told of: among these is always the one that keeps the others out.
  const own = items.toSorted(compareTwins).flatMap(({ id }) => sketches.get(id) ?? []);
  const known = documents.map(({ documentId: id, same, bytes }) => ({ id, same, bytes }));
  const found = await context.work.run(person.id, 'intake.twins', known, own);
  const documentOf = new Map(documents.map(({ documentId, document }) => [documentId, document]));
  const byId = new Map(items.map((item) => [item.id, item]));
  const changed: { readonly id: string; readonly twins: StoredTwin[] }[] = [];
  const keep = async () => {
    const some = changed.splice(0);
    if (some.length > 0) await store(work, (writing) => storeFound(writing, work, some));
  };
  for (const [nth, item] of items.entries()) {
    context.signal.throwIfAborted();
    context.progress('matching', nth, items.length);
    const { same = [], near = [] } = found[item.id] ?? {};
    const twinOf = (id: string, kind: StoredTwin['kind'], likeness: number): StoredTwin => {
      const other = byId.get(id);
      const document = documentOf.get(id);
      const path = other && textSource(other)?.path;
      return {
        kind,
        of: other ? 'item' : 'document',
        id,
        title: (other ? other.reading?.title : document?.title) ?? '',
        file: path?.split('/').at(-1) ?? document?.originalName ?? null,
        likeness,
        isFirst: other ? compareTwins(other, item) < 0 : true,
      };
    };
    const likely = near.length > 0 ? await likenesses(work, tx, item, near, byId) : [];
    const twins = [
      ...same.map((id) => twinOf(id, 'same', 1)),
      ...likely.map(({ id, likeness }) => twinOf(id, 'near', likeness)),
    ].slice(0, twinsTold);
    if (JSON.stringify(twins) === JSON.stringify(item.twins)) continue;
    changed.push({ id: item.id, twins });
    if (changed.length >= STORED) await keep();
  }
  await keep();
}

/** Of each item that was read, what tells of its text. */
export async function itemSketches(
  tx: Tx,
  { projectId, intakeId }: IntakeWork,
): Promise<(Sketch & { id: string })[]> {
  const rows = await tx.intakeItem.findMany({
    where: { projectId, intakeId, state: 'read', sketch: { not: null } },
    orderBy: { nth: 'asc' },
    select: { id: true, sketch: true, sketchOf: true },
  });
  return rows.flatMap(({ id, sketch, sketchOf }) =>
    sketch && sketchOf ? { id, same: sketchOf, bytes: sketch } : [],
  );
}

/** How alike those are that may be: the texts themselves are compared. */
export async function likenesses(
  { context, projectId, intakeId }: IntakeWork,
  tx: Tx,
  item: StoredItem,
  near: readonly string[],
  byId: ReadonlyMap<string, StoredItem>,
): Promise<readonly { readonly id: string; readonly likeness: number }[]> {
  const textOf = async (id: string): Promise<TwinText | null> => {
    const other = byId.get(id);
    if (other === undefined) {
      const document = await tx.document.findUnique({
        where: { projectId_id: { projectId, id } },
        select: { text: true },
      });
      return document;
    }
    const row = await tx.intakeItem.findFirst({
      where: { projectId, intakeId, id },
      select: { packed: true },
    });
    return row?.packed ? { packed: row.packed, mends: other.choice.mends ?? [] } : null;
  };
  const text = await textOf(item.id);
  if (text === null) return [];
  const found = [];
  for (const id of near) {
    const other = await textOf(id);
    const likeness = other && (await context.work.run(context.person.id, 'intake.likeness', text, other));
    if (likeness !== null) found.push({ id, likeness });
  }
  return found.sort((one, other) => other.likeness - one.likeness);
}

/** Sketches documents of which there is none yet: those that came in otherwise, or before. */
async function sketchDocuments(work: IntakeWork): Promise<void> {
  const { context, projectId } = work;
  const tx = outsideTransaction(context.db);
  const missing = await tx.document.findMany({
    where: {
      projectId,
      removedAt: null,
      OR: [{ sketch: null }, { sketch: { version: { not: twinVersion } } }],
    },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  for (let from = 0; from < missing.length; from += TEXTS) {
    context.signal.throwIfAborted();
    context.progress('matching', from, missing.length);
    const ids = missing.slice(from, from + TEXTS).map(({ id }) => id);
    const texts = await tx.document.findMany({
      where: { projectId, id: { in: ids } },
      select: { id: true, text: true },
    });
    const sketches = await context.work.run(
      context.person.id,
      'intake.sketch',
      texts.map(({ text }) => text),
    );
    await store(work, async (writing) => {
      await writing.documentSketch.deleteMany({ where: { projectId, documentId: { in: ids } } });
      await writing.documentSketch.createMany({
        data: texts.flatMap(({ id }, nth) => {
          const sketch = sketches[nth];
          return sketch ? [sketchRow(projectId, id, sketch)] : [];
        }),
        skipDuplicates: true,
      });
    });
  }
}

function sketchRow(projectId: string, documentId: string, { same, bytes }: Sketch) {
  return { projectId, documentId, version: twinVersion, same, bytes: new Uint8Array(bytes) };
}
