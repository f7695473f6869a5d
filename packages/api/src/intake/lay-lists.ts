import type { IntakeProposal } from '@koersvast/contracts';
import { outsideTransaction, sayOfFiles, storeFound } from '@koersvast/db';
import type { IndexRow } from '@koersvast/formats';
import { itemsOf } from './items.ts';
import { type IntakeWork, store } from './job-work.ts';
import type { StoredItem } from './stored.ts';

/** A file that lists letters, with its rows. */
export interface KnownList {
  readonly fileId: string;
  readonly path: string;
  readonly rows: readonly IndexRow[];
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
const stemOf = (path: string) => path.replace(/\.[^./]*$/, '');

/**
 * What is said of one letter alone, and names neither file nor number, as metadata do that come without an address: it
 * is about the letter of the same name beside it, or the only one there.
 */
function aboutNeighbour({ path, rows }: KnownList, items: readonly StoredItem[]): readonly IndexRow[] {
  const [row, ...others] = rows;
  if (row === undefined || others.length > 0 || row.document !== null) return rows;
  if (row.files.length + row.identifiers.length + row.attachments.length > 0) return rows;
  const paths = items.flatMap(({ sources }) => sources.slice(0, 1).map((source) => source.path));
  const beside = paths.filter((each) => folderOf(each) === folderOf(path));
  const alike = beside.filter((each) => stemOf(each) === stemOf(path));
  const [letter, ...more] = alike.length > 0 ? alike : beside;
  return letter === undefined || more.length > 0 ? rows : [{ ...row, files: [letter] }];
}

/** So many rows that came to nothing are told of each list; the others are counted. */
const UNMATCHED = 20;

/**
 * Lays all lists of an import over its letters, whichever came first: what they say of each, of two that say the same
 * thing the one that came last; and of each list, what of it is about none of them.
 */
export async function layLists(work: IntakeWork, lists: readonly KnownList[]): Promise<void> {
  if (lists.length === 0) return;
  const { context, projectId, intakeId } = work;
  const tx = outsideTransaction(context.db);
  const items = (await itemsOf(work, tx)).filter(({ state }) => state !== 'added');
  const sent = await tx.intakeFile.findMany({
    where: { projectId, intakeId, sha256: { not: null }, id: { notIn: lists.map(({ fileId }) => fileId) } },
    select: { path: true },
  });
  const said = await context.work.run(
    context.person.id,
    'intake.match',
    lists.map((list) => aboutNeighbour(list, items)),
    items.flatMap(({ sources }) => sources.map(({ path }) => path)),
    [...new Set(sent.map(({ path }) => path))],
  );
  const rowsByPath = said.map(({ found }) => new Map(found));
  const laid = items.flatMap((item) => {
    const rows = rowsByPath.flatMap((listed) =>
      item.sources.flatMap(({ path }) => listed.get(path) ?? []).slice(0, 1),
    );
    if (rows.length === 0) return [];
    let { proposals } = item;
    for (const row of rows) proposals = { ...proposals, ...proposalsOf(row, proposals) };
    return JSON.stringify(proposals) === JSON.stringify(item.proposals) ? [] : { id: item.id, proposals };
  });
  await store(work, async (writing) => {
    await sayOfFiles(
      writing,
      work,
      lists.map(({ fileId, rows }, nth) => {
        const left = said[nth]?.unmatched ?? [];
        const unmatched = { count: left.length, rows: left.slice(0, UNMATCHED) };
        return { id: fileId, problem: { lists: rows.length, ...(left.length > 0 && { unmatched }) } };
      }),
    );
    await storeFound(writing, work, laid);
  });
}

/** More says no list of one letter, of one thing and of all; what is not kept is left, and the letter is read. */
const LONGEST = { value: 2_000, all: 60_000 } as const;

function proposalsOf(
  { metadata, fields }: IndexRow,
  before: StoredItem['proposals'],
): StoredItem['proposals'] {
  const given = { ...metadata, ...fields, ...metadata };
  const said: [string, IntakeProposal][] = [];
  // What is said anew takes the place of what was.
  let length = Object.entries(before).reduce(
    (sum, [key, { value, from }]) =>
      sum + (from === 'index' && !Object.hasOwn(given, key) ? key.length + value.length : 0),
    0,
  );
  for (const [key, written] of Object.entries(given)) {
    const value = written.slice(0, LONGEST.value).toWellFormed();
    if (value.trim() === '' || key.length > 60 || length + key.length + value.length > LONGEST.all) continue;
    length += key.length + value.length;
    said.push([key, { value, from: 'index', passage: null }]);
  }
  return Object.fromEntries(said);
}
