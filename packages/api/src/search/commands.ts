import type {
  asideInput,
  editSearchInput,
  removeSearchInput,
  SearchQuestion,
  saveSearchInput,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { mayChangeSearch, mayShareSearch, seesSearch } from '@koersvast/core/kept-search';
import { limits, overLimit } from '@koersvast/core/limit';
import type { Command, Rows } from '@koersvast/db';
import type { z } from 'zod';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { samePatch } from '../same-patch.ts';
import { insertSearch, updateSearch } from './row.ts';

type SearchRow = Rows['search'];

/** Keeps a search, for its giver or for all. Throws `not_found` for a set, and `over_limit`. */
export async function saveSearch(command: Command, input: z.infer<typeof saveSearchInput>): Promise<null> {
  const { memberId, at } = command;
  const { id, name, query, piece, documents, shared } = input;
  await checkRoom(command, shared);
  await insertSearch(command, {
    ...{ id, name, query, piece, ...(await choiceOf(command, documents)), shared, aside: [], version: 1 },
    ...{ createdById: memberId, createdAt: at.toISOString(), removedAt: null },
  });
  return null;
}

/** So many are shared, and so many has each member for themself. */
async function checkRoom({ tx, projectId, memberId }: Command, shared: boolean): Promise<void> {
  const own = shared ? {} : { createdById: memberId };
  const count = await tx.search.count({ where: { projectId, removedAt: null, shared, ...own } });
  if (count >= limits.searches) throw overLimit('searches');
}

async function choiceOf(
  { tx, projectId }: Command,
  documents: SearchQuestion['documents'],
): Promise<Pick<SearchRow, 'setId' | 'conditions'>> {
  if (documents.kind === 'all') return { setId: null, conditions: null };
  const setId = documents.kind === 'set' ? documents.setId : null;
  if (setId !== null && !(await tx.set.findFirst({ where: { projectId, id: setId, removedAt: null } })))
    throw new DomainError('not_found');
  return { setId, conditions: documents.conditions ?? null };
}

/** Calls it otherwise, asks another thing, or shares it or no longer. Throws `not_allowed`. */
export async function editSearch(command: Command, input: z.infer<typeof editSearchInput>): Promise<null> {
  const { documents, ...change } = input.change;
  // Of documents that are chosen anew it is not said what was seen of them.
  const search = await ofGiver(command, input.searchId, documents ? input.version : versionAsked(input));
  const { version, base } = input;
  const choice = documents && (await choiceOf(command, documents));
  const patch = { ...mergeChange<SearchRow>('search', search, { version, change, base }), ...choice };
  if (patch.shared !== undefined && patch.shared !== search.shared) {
    if (!mayShareSearch(command, search)) throw new DomainError('not_allowed');
    await checkRoom(command, patch.shared);
  }
  if (!samePatch(search, patch)) await updateSearch(command, search, patch);
  return null;
}

export async function removeSearch(
  command: Command,
  input: z.infer<typeof removeSearchInput>,
): Promise<null> {
  const search = await ofGiver(command, input.searchId, input.version);
  await updateSearch(command, search, { removedAt: command.at.toISOString() }, { action: 'remove' });
  return null;
}

type Hits = z.infer<typeof asideInput>['hits'];
const nameOf = ({ documentId, start, end }: Hits[number]) => `${documentId} ${start} ${end}`;

/** Leaves hits out of what a search finds. Throws `not_found` for a document, and `over_limit`. */
export async function putAside(command: Command, input: z.infer<typeof asideInput>): Promise<null> {
  const search = await living(command, input.searchId);
  const known = new Set(search.aside.map(nameOf));
  const fresh = new Map(input.hits.map((hit) => [nameOf(hit), hit]));
  const added = [...fresh].flatMap(([name, hit]) => (known.has(name) ? [] : hit));
  if (added.length === 0) return null;
  await checkHits(command, added);
  const aside = [...search.aside, ...added];
  if (aside.length > limits.aside) throw overLimit('aside');
  await updateSearch(command, search, { aside });
  return null;
}

/** Has hits in it again that were put aside. */
export async function takeBack(command: Command, input: z.infer<typeof asideInput>): Promise<null> {
  const search = await living(command, input.searchId);
  await checkHits(command, input.hits);
  const taken = new Set(input.hits.map(nameOf));
  const aside = search.aside.filter((hit) => !taken.has(nameOf(hit)));
  if (aside.length < search.aside.length) await updateSearch(command, search, { aside });
  return null;
}

/** Whether hits are in texts of this project, removed ones too. */
async function checkHits({ tx, projectId }: Command, hits: Hits): Promise<void> {
  const ids = [...new Set(hits.map(({ documentId }) => documentId))];
  const found = await tx.document.findMany({
    where: { projectId, id: { in: ids } },
    select: { id: true, lengthUtf16: true },
  });
  const lengths = new Map(found.map(({ id, lengthUtf16 }) => [id, lengthUtf16]));
  for (const { documentId, end } of hits) {
    const length = lengths.get(documentId);
    if (length === undefined) throw new DomainError('not_found');
    if (end > length) throw new DomainError('span_out_of_range', { offset: end, length });
  }
}

/** A search that is kept and that the giver may know of, held. */
async function living(command: Command, id: string, version?: number): Promise<SearchRow> {
  const search = await command.lock('search', { id });
  if (search.removedAt !== null || !seesSearch(command, search)) throw new DomainError('not_found');
  // Only then is told how far it is.
  if (version !== undefined && version !== search.version)
    throw new DomainError('version_conflict', { noun: 'search', id, version: search.version });
  return search;
}

async function ofGiver(command: Command, id: string, version: number | undefined): Promise<SearchRow> {
  const search = await living(command, id, version);
  if (!mayChangeSearch(command, search)) throw new DomainError('not_allowed');
  return search;
}
