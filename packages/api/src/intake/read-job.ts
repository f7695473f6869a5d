import { DomainError } from '@koersvast/core/error';
import { dbNull, intakeFileBytes, outsideTransaction, type Tx } from '@koersvast/db';
import { z } from 'zod';
import { declareJob } from '../job/kind.ts';
import { findTwins } from './find-twins.ts';
import { withGiven } from './given.ts';
import { makeItems } from './group-files.ts';
import { itemsOf, textSource } from './items.ts';
import { type IntakeWork, inParallel, notOfTheFile, store, workOn } from './job-work.ts';
import type { StoredItem } from './stored.ts';
import { unpackFiles } from './unpack-files.ts';

const input = z.strictObject({ intakeId: z.string() });

/** So many are in hand at once: one is read while another is fetched and stored. */
const AT_A_TIME = 3;

/** Unpacks what has come, makes items of it and reads them. Begun anew it goes on with what is left. */
export const readIntakeJob = declareJob({
  kind: 'intake.read',
  input,
  again: true,
  run: async ({ intakeId }, context) => {
    const work = workOn(intakeId, context);
    await store(work, (tx) => setState(work, tx, 'reading'));
    await unpackFiles(work, await freshFiles(work));
    const fresh = await freshFiles(work);
    await makeItems(work, fresh);
    const items = await itemsOf(work, outsideTransaction(context.db));
    const waiting = items.filter(({ state }) => state === 'waiting');
    let done = 0;
    await inParallel(waiting, AT_A_TIME, async (item) => {
      context.signal.throwIfAborted();
      await readOne(work, item);
      done += 1;
      context.progress('reading', done, waiting.length);
    });
    context.signal.throwIfAborted();
    context.progress('matching');
    await findTwins(work);
    await store(work, (tx) => setState(work, tx, 'ready'));
    // What came meanwhile is read when it is asked for; what comes from now on says so by itself.
    if ((await freshFiles(work)).length > 0)
      await store(work, (tx) =>
        tx.intake.updateMany({
          where: { projectId: work.projectId, id: work.intakeId, state: 'ready' },
          data: { state: 'gathering' },
        }),
      );
    return { read: waiting.length };
  },
});

function setState({ projectId, intakeId }: IntakeWork, tx: Tx, state: 'reading' | 'gathering' | 'ready') {
  return tx.intake.updateMany({ where: { projectId, id: intakeId }, data: { state } });
}

/** Files that nobody has looked at: of which no item is made, and nothing else is said. */
async function freshFiles({ context, projectId, intakeId }: IntakeWork) {
  const tx = outsideTransaction(context.db);
  const files = await tx.intakeFile.findMany({
    where: { projectId, intakeId, sha256: { not: null }, unpacked: false, problem: { equals: dbNull } },
    orderBy: [{ begunAt: 'asc' }, { id: 'asc' }],
    select: { id: true, path: true, size: true, sha256: true },
  });
  const items = await tx.intakeItem.findMany({
    where: { projectId, intakeId },
    select: { sources: true },
  });
  const taken = new Set(
    items
      .flatMap(({ sources }) => z.array(z.looseObject({ fileId: z.string() })).parse(sources))
      .map(({ fileId }) => fileId),
  );
  return files.flatMap(({ sha256, ...file }) =>
    sha256 === null || taken.has(file.id) ? [] : { ...file, sha256 },
  );
}

async function readOne(work: IntakeWork, item: StoredItem): Promise<void> {
  const { context, projectId, intakeId } = work;
  const { db, person } = context;
  const source = textSource(item);
  const where = { projectId, intakeId, id: item.id };
  try {
    if (!source) throw new DomainError('file_empty');
    const project = await outsideTransaction(db).project.findUnique({
      where: { id: projectId },
      select: { language: true },
    });
    const besides = item.sources.find(({ role }) => role === 'details');
    const details = besides
      ? await intakeFileBytes(db, { projectId, intakeId, fileId: besides.fileId })
      : null;
    const { encoding = null, mapping = null, mends = [] } = item.choice;
    const options = { encoding, mapping, details, mends, language: project?.language ?? 'nl' };
    const read = await withGiven(db, { projectId, intakeId, fileId: source.fileId }, source.size, (given) =>
      context.work.run(person.id, 'intake.read', given, source.path, options),
    );
    const { reading, proposals, packed, sketch, layout } = read;
    const stays = Object.fromEntries(
      Object.entries(item.proposals).filter(([, { from }]) => from === 'index'),
    );
    await store(work, (tx) =>
      tx.intakeItem.updateMany({
        where,
        data: {
          ...{ state: 'read', problem: dbNull, reading, layout },
          proposals: { ...proposals, ...stays },
          packed: new Uint8Array(packed),
          ...{ sketch: new Uint8Array(sketch.bytes), sketchOf: sketch.same },
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof DomainError) || notOfTheFile.has(error.code)) throw error;
    const problem = { code: error.code, details: { ...error.details } };
    await store(work, (tx) =>
      tx.intakeItem.updateMany({
        where,
        data: { state: 'failed', problem, reading: dbNull, packed: null },
      }),
    );
  }
}
