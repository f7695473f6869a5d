import { DomainError } from '@koersvast/core/error';
import { dbNull, type ItemReading, intakeFilesBytes, outsideTransaction, storeReadings } from '@koersvast/db';
import { z } from 'zod';
import { declareJob } from '../job/kind.ts';
import type { Refused } from './aside/each-by-itself.ts';
import type { ReadItem, ReadItemOptions } from './aside/read-items.ts';
import { findTwins } from './find-twins.ts';
import { freshFiles, rest } from './fresh-files.ts';
import { sentTogether, withAllGiven } from './given.ts';
import { makeItems } from './group-files.ts';
import { itemsOf, textSource, withoutScan } from './items.ts';
import { type IntakeWork, inParallel, store, together, workOn } from './job-work.ts';
import { type MendedBefore, mendedBefore } from './mended-before.ts';
import { originalFileId } from './original.ts';
import type { StoredItem } from './stored.ts';
import { unpackFiles } from './unpack-files.ts';

const input = z.strictObject({ intakeId: z.string() });

/** So many portions are in hand at once: one is read while another is fetched and stored. */
const AT_A_TIME = 3;

/** Unpacks what has come, makes items of it and reads them. Begun anew it goes on with what is left. */
export const readIntakeJob = declareJob({
  kind: 'intake.read',
  input,
  again: true,
  run: async ({ intakeId }, context) => {
    const work = workOn(intakeId, context);
    await store(work, (tx) =>
      tx.intake.updateMany({
        where: { projectId: work.projectId, id: intakeId },
        data: { state: 'reading' },
      }),
    );
    const tx = outsideTransaction(context.db);
    await unpackFiles(work, await freshFiles(work, tx));
    await makeItems(work, await freshFiles(work, tx));
    const before = await mendedBefore(work, tx);
    const items = (await itemsOf(work, tx)).map((item) => (before ? asBefore(item, before) : item));
    const waiting = items.filter(({ state }) => state === 'waiting');
    let done = 0;
    const project = await tx.project.findUnique({
      where: { id: work.projectId },
      select: { language: true },
    });
    await inParallel(sentTogether(waiting, sizeOf), AT_A_TIME, async (some) => {
      context.signal.throwIfAborted();
      await readSome(work, some, project?.language ?? 'nl', before);
      done += some.length;
      context.progress('reading', done, waiting.length);
    });
    context.signal.throwIfAborted();
    context.progress('matching');
    await findTwins(work);
    await store(work, (tx) => rest(work, tx, 'ready'));
    return { read: waiting.length };
  },
});

const detailsOf = ({ sources }: StoredItem) => sources.find(({ role }) => role === 'details');
/** All that is fetched to read an item. */
const sizeOf = (item: StoredItem) => (textSource(item)?.size ?? 0) + (detailsOf(item)?.size ?? 0);

/** The file of a letter, read again, is read as it was before, until somebody says otherwise. */
function asBefore(item: StoredItem, { documentId, choice }: MendedBefore): StoredItem {
  if (textSource(item)?.fileId !== originalFileId(documentId)) return item;
  const { encoding = null, mapping = null } = choice;
  return { ...item, choice: { encoding, mapping, ...item.choice } };
}

/** What was mended before, for what nobody has mended since. */
function mendsBefore({ choice }: StoredItem, before: MendedBefore | null): ReadItemOptions['before'] {
  const mends = before?.choice.mends ?? [];
  if (before === null || mends.length === 0 || choice.mends !== undefined) return undefined;
  return { mends, packed: before.packed };
}

/**
 * Reads several items, and keeps what was read of each, or why it cannot be. `scans` has by item why that cannot be read
 * in the place of which another file of it is.
 */
async function readSome(
  work: IntakeWork,
  items: readonly StoredItem[],
  language: string,
  before: MendedBefore | null,
  scans: ReadonlyMap<string, Refused> = new Map(),
): Promise<void> {
  const read = await together<StoredItem, ReadItem>(items, (some) =>
    readTogether(work, some, language, before),
  );
  const isScan = (found: ReadItem | Refused | undefined) =>
    found !== undefined && 'refused' in found && found.refused.code === 'file_without_text';
  const others = items.map((item, nth) => (isScan(read[nth]) ? withoutScan(item) : null));
  const kept = <Each>(all: readonly Each[]) => all.filter((_, nth) => others[nth] === null);
  // The item is called by its scan: a fault of what lies beside that would be taken for one of the scan.
  const told = read.map((found, nth) => ('refused' in found && scans.get(items[nth]?.id ?? '')) || found);
  await keepRead(work, kept(items), kept(told), before);
  const instead = others.filter((each) => each !== null);
  if (instead.length === 0) return;
  const refused = told.flatMap((found, nth) => {
    const id = others[nth]?.id;
    return id !== undefined && 'refused' in found ? [[id, found] as const] : [];
  });
  await readSome(work, instead, language, before, new Map(refused));
}

async function keepRead(
  work: IntakeWork,
  items: readonly StoredItem[],
  read: readonly (ReadItem | Refused)[],
  before: MendedBefore | null,
): Promise<void> {
  const readings: ItemReading[] = [];
  const refused: { id: string; problem: { code: string; details: object } }[] = [];
  for (const [nth, { id, proposals, choice, sources }] of items.entries()) {
    const found = read[nth];
    if (found === undefined) continue;
    if ('refused' in found) {
      const { code, details } = found.refused;
      refused.push({ id, problem: { code, details: { ...details } } });
    } else {
      const listed = Object.entries(proposals).filter(([, { from }]) => from === 'index');
      const { carried, ...reading } = found;
      const mended = carried && { mends: carried.mends, carried: carried.told };
      readings.push({
        ...reading,
        ...{ id, sources },
        proposals: { ...found.proposals, ...Object.fromEntries(listed) },
        ...(before !== null && { choice: { ...choice, ...mended } }),
      });
    }
  }
  const { projectId, intakeId } = work;
  await store(work, async (tx) => {
    await storeReadings(tx, work, readings);
    for (const some of Map.groupBy(refused, ({ problem }) => JSON.stringify(problem)).values()) {
      const [{ problem = null } = {}] = some;
      if (problem === null) continue;
      await tx.intakeItem.updateMany({
        where: { projectId, intakeId, id: { in: some.map(({ id }) => id) } },
        data: { state: 'failed', problem, reading: dbNull, packed: null },
      });
    }
  });
}

async function readTogether(
  work: IntakeWork,
  items: readonly StoredItem[],
  language: string,
  before: MendedBefore | null,
): Promise<(ReadItem | Refused)[]> {
  const { db, person, work: aside } = work.context;
  const sources = items.flatMap((item) => {
    const source = textSource(item);
    return source ? { item, source } : [];
  });
  if (sources.length < items.length) throw new DomainError('file_empty');
  const besides = items.flatMap((item) => detailsOf(item)?.fileId ?? []);
  const details =
    besides.length === 0
      ? new Map<string, Uint8Array>()
      : await intakeFilesBytes(outsideTransaction(db), work, besides);
  const files = sources.map(({ source: { fileId: id, size } }) => ({ id, size }));
  return withAllGiven(db, work, files, (all) =>
    aside.run(
      person.id,
      'intake.read',
      sources.flatMap(({ item, source }, nth) => {
        const { encoding = null, mapping = null, mends = [] } = item.choice;
        const beside = detailsOf(item);
        const own = (beside && details.get(beside.fileId)) ?? null;
        const given = all[nth];
        return given
          ? {
              ...{ given, path: source.path },
              options: {
                ...{ encoding, mapping, details: own, mends, language },
                before: mendsBefore(item, before),
              },
            }
          : [];
      }),
    ),
  );
}
