import type { IntakeSource } from '@koersvast/contracts';
import type { Refusal } from '@koersvast/core/error';
import { overLimit } from '@koersvast/core/limit';
import { intakeLists, outsideTransaction, sayOfFiles, storeItems } from '@koersvast/db';
import type { Looked } from './aside/look.ts';
import { keptBeside } from './beside.ts';
import { sentTogether, withAllGiven } from './given.ts';
import { type IntakeWork, inParallel, store, together } from './job-work.ts';
import { type KnownList, layLists } from './lay-lists.ts';

/** A file that no item is made of yet. */
export interface FreshFile {
  readonly id: string;
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** So many portions are in hand at once: one is looked at while another is fetched. */
const AT_A_TIME = 3;

/** What files are. One of which the looking itself goes wrong is none that is read. */
async function lookAt(work: IntakeWork, files: readonly FreshFile[]): Promise<Looked[]> {
  const { db, person, work: aside } = work.context;
  const looked = await together<FreshFile, Looked>(files, (some) =>
    withAllGiven(db, work, some, (given) =>
      aside.run(
        person.id,
        'intake.peek',
        some.flatMap(({ path }, nth) => (given[nth] ? { path, given: given[nth] } : [])),
      ),
    ),
  );
  return looked.map((each) => ('refused' in each ? { kind: null, refusal: each.refused, rows: [] } : each));
}

/** What each of many files is, by the file, in their order. */
async function lookAtAll(work: IntakeWork, files: readonly FreshFile[]): Promise<Map<string, Looked>> {
  const { context } = work;
  const looked = new Map<string, Looked>();
  let done = 0;
  const portions = sentTogether(files, ({ size }) => size);
  await inParallel(portions, AT_A_TIME, async (some) => {
    context.signal.throwIfAborted();
    for (const [nth, found] of (await lookAt(work, some)).entries()) looked.set(some[nth]?.id ?? '', found);
    done += some.length;
    context.progress('unpacking', done, files.length);
  });
  // In the order in which they came, not in that in which they were looked at.
  return new Map(
    files.flatMap(({ id }) => {
      const found = looked.get(id);
      return found ? [[id, found]] : [];
    }),
  );
}

/**
 * Makes items of files that nobody has looked at: those of one letter are one. A file that is none of a letter, and that
 * cannot be read, says why. What lists say is laid over all letters, also where one of the two came in before.
 */
export async function makeItems(work: IntakeWork, files: readonly FreshFile[]): Promise<void> {
  const { context } = work;
  const before = await intakeLists(outsideTransaction(context.db), work);
  const looked = await lookAtAll(work, [...before, ...files]);
  const pathOf = new Map([...before, ...files].map(({ id, path }) => [id, path]));
  const lists = [...looked].flatMap(([fileId, { kind, rows }]) =>
    kind === 'index' ? { fileId, path: pathOf.get(fileId) ?? '', rows } : [],
  );
  if (files.length > 0) await groupFresh(work, files, looked, lists);
  await layLists(work, lists);
}

async function groupFresh(
  work: IntakeWork,
  files: readonly FreshFile[],
  looked: ReadonlyMap<string, Looked>,
  lists: readonly KnownList[],
): Promise<void> {
  const { context, projectId, intakeId } = work;
  // Two files may have one path: each is called by its place in the list as well.
  const named = new Map<string, FreshFile>();
  for (const [nth, file] of files.entries())
    named.set(named.has(file.path) ? `${nth}/${file.path}` : file.path, file);
  const rows = lists.flatMap((each) => each.rows);
  const paths = [...named].flatMap(([path, { id }]) => (looked.get(id)?.kind === 'index' ? [] : path));
  const grouped = await context.work.run(
    context.person.id,
    'intake.group',
    [...named].map(([path, { id, sha256 }]) => {
      const { kind = null, tagged, stated } = looked.get(id) ?? {};
      return {
        path,
        sha256,
        kind,
        ...(tagged !== undefined && { tagged }),
        ...(stated !== undefined && { stated }),
      };
    }),
    rows,
    paths,
  );
  const sourceOf = (path: string, role: IntakeSource['role'], why: IntakeSource['why']): IntakeSource[] => {
    const file = named.get(path);
    if (!file) return [];
    const kind = looked.get(file.id)?.kind ?? null;
    return [{ fileId: file.id, path: file.path, format: kind, role, why, size: file.size }];
  };
  const items = grouped.items.map(({ sources }) =>
    keptBeside(sources.flatMap(({ path, role, why }) => sourceOf(path, role, why))),
  );
  const kept = new Set(items.flatMap((item) => item.kept.map(({ fileId }) => fileId)));
  const over = items
    .flatMap((item) => item.over.map(({ fileId }) => fileId))
    .filter((fileId) => !kept.has(fileId));
  await store(work, async (tx) => {
    const last = await tx.intakeItem.findFirst({
      where: { projectId, intakeId },
      orderBy: { nth: 'desc' },
      select: { nth: true },
    });
    const from = (last?.nth ?? 0) + 1;
    await storeItems(
      tx,
      work,
      items.map((item, nth) => ({ id: context.newId(), nth: from + nth, sources: item.kept })),
    );
    const tooMuch = over.map((id) => ({ id, problem: told(overLimit('besideMegabytes').refusal) }));
    const others = [...grouped.alone, ...grouped.indexes].flatMap((path) => {
      const file = named.get(path);
      const found = file && looked.get(file.id);
      if (!found) return [];
      const { kind, refusal } = found;
      const problem = refusal === null ? { code: 'file_not_supported', details: {} } : told(refusal);
      return { id: file.id, problem: kind === 'index' ? { lists: found.rows.length } : problem };
    });
    await sayOfFiles(tx, work, [...tooMuch, ...others]);
  });
}

const told = ({ code, details }: Refusal) => ({ code, details: { ...details } });
