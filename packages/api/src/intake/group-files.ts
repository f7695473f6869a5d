import type { IntakeProposal, IntakeSource } from '@koersvast/contracts';
import { overLimit } from '@koersvast/core/limit';
import { outsideTransaction } from '@koersvast/db';
import type { IndexRow } from '@koersvast/formats';
import type { Looked } from './aside/look.ts';
import { keptBeside } from './beside.ts';
import { sentTogether, withAllGiven } from './given.ts';
import { itemsOf } from './items.ts';
import { type IntakeWork, inParallel, store, together } from './job-work.ts';
import type { StoredItem } from './stored.ts';

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

/**
 * Makes items of files that nobody has looked at: those of one letter are one. A file that is none of a letter, and that
 * cannot be read, says why.
 */
export async function makeItems(work: IntakeWork, files: readonly FreshFile[]): Promise<void> {
  const { context, projectId, intakeId } = work;
  const looked = new Map<string, Looked>();
  let done = 0;
  const portions = sentTogether(files, ({ size }) => size);
  await inParallel(portions, AT_A_TIME, async (some) => {
    context.signal.throwIfAborted();
    for (const [nth, found] of (await lookAt(work, some)).entries()) looked.set(some[nth]?.id ?? '', found);
    done += some.length;
    context.progress('unpacking', done, files.length);
  });
  // Two files may have one path: each is called by its place in the list as well.
  const named = new Map<string, FreshFile>();
  for (const [nth, file] of files.entries())
    named.set(named.has(file.path) ? `${nth}/${file.path}` : file.path, file);
  const rows = [...looked.values()].flatMap((each) => each.rows);
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
    await tx.intakeItem.createMany({
      data: items.map((item, nth) => ({
        ...{ projectId, intakeId, id: context.newId(), nth: from + nth },
        sources: [...item.kept],
      })),
    });
    if (over.length > 0) {
      const { code, details } = overLimit('besideMegabytes').refusal;
      await tx.intakeFile.updateMany({
        where: { projectId, intakeId, id: { in: over } },
        data: { problem: { code, details: { ...details } } },
      });
    }
    for (const path of [...grouped.alone, ...grouped.indexes]) {
      const file = named.get(path);
      const found = file && looked.get(file.id);
      if (!found) continue;
      const { code, details } = found.refusal ?? { code: 'file_not_supported', details: {} };
      const problem =
        found.kind === 'index' ? { lists: found.rows.length } : { code, details: { ...details } };
      await tx.intakeFile.updateMany({ where: { projectId, intakeId, id: file.id }, data: { problem } });
    }
  });
  if (rows.length > 0) await proposeListed(work, looked);
}

/** So many rows that came to nothing are told of each list; the others are counted. */
const UNMATCHED = 20;

/**
 * What lists say of letters that are here, also of those that came before them; and of each list, what of it is about
 * none of them.
 */
async function proposeListed(work: IntakeWork, looked: ReadonlyMap<string, Looked>): Promise<void> {
  const { context, projectId, intakeId } = work;
  const all = await itemsOf(work, outsideTransaction(context.db));
  const items = all.filter(({ state }) => state !== 'added');
  const paths = items.flatMap(({ sources }) => sources.map(({ path }) => path));
  const listing = [...looked].filter(([, { kind }]) => kind === 'index');
  const sent = await outsideTransaction(context.db).intakeFile.findMany({
    where: { projectId, intakeId, sha256: { not: null }, id: { notIn: listing.map(([id]) => id) } },
    select: { path: true },
  });
  const rows = listing.flatMap(([fileId, each]) => each.rows.map((row) => ({ fileId, row })));
  const { found, unmatched } = await context.work.run(
    context.person.id,
    'intake.match',
    rows.map(({ row }) => row),
    paths,
    [...new Set(sent.map(({ path }) => path))],
  );
  const listed = new Map(found);
  const unmatchedOf = Map.groupBy(unmatched, ({ row }) => rows[row]?.fileId);
  await store(work, async (tx) => {
    for (const [id, { rows: own }] of listing) {
      const left = unmatchedOf.get(id) ?? [];
      if (left.length === 0) continue;
      const told = left.slice(0, UNMATCHED).map(({ line, name, why }) => ({ line, name, why }));
      const problem = { lists: own.length, unmatched: { count: left.length, rows: told } };
      await tx.intakeFile.updateMany({ where: { projectId, intakeId, id }, data: { problem } });
    }
    for (const item of items) {
      const row = item.sources.flatMap(({ path }) => listed.get(path) ?? [])[0];
      if (!row) continue;
      const proposals = { ...item.proposals, ...proposalsOf(row, item.proposals) };
      await tx.intakeItem.updateMany({ where: { projectId, intakeId, id: item.id }, data: { proposals } });
    }
  });
}

/** More says no list of one letter, of one thing and of all; what is not kept is left, and the letter is read. */
const LONGEST = { value: 2_000, all: 60_000 } as const;

function proposalsOf(
  { metadata, fields }: IndexRow,
  before: StoredItem['proposals'],
): StoredItem['proposals'] {
  const said: [string, IntakeProposal][] = [];
  let length = Object.entries(before).reduce(
    (sum, [key, { value, from }]) => sum + (from === 'index' ? key.length + value.length : 0),
    0,
  );
  for (const [key, given] of Object.entries({ ...metadata, ...fields, ...metadata })) {
    const value = given.slice(0, LONGEST.value).toWellFormed();
    if (value.trim() === '' || key.length > 60 || length + key.length + value.length > LONGEST.all) continue;
    length += key.length + value.length;
    said.push([key, { value, from: 'index', passage: null }]);
  }
  return Object.fromEntries(said);
}
