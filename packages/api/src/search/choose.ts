import type { SavedSearch, SearchBasis, SearchQuestion } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Access, type Database, snapshot, type Tx } from '@koersvast/db';
import type { QueryError } from '@koersvast/search';
import { documentsIn, setsOfProject } from '../export/chosen-documents.ts';
import type { SearchedDocument } from '../study/searched.ts';
import { openStudy } from '../study/study.ts';
import { withAccess } from '../trpc.ts';
import { type Asked, readAllAsked } from './asked.ts';
import { readSearch } from './queries.ts';

export interface Asker {
  readonly db: Database;
  readonly access: Pick<Access, 'projectId' | 'personId'>;
}

/** What is searched for somebody. */
export interface Chosen {
  readonly access: Access;
  /** In the order in which they were added. */
  readonly documents: readonly SearchedDocument[];
  readonly basis: SearchBasis;
  readonly asked: Asked;
  /** Hits that were put aside, by document: start and end, one after the other. */
  readonly aside: ReadonlyMap<string, readonly number[]>;
}

type Question = Pick<SearchQuestion, 'query' | 'documents'> & { readonly searchId: string | null };

/** The documents of a question that its asker may search, at one moment. Throws `not_found` for a set or a kept search. */
export async function chooseDocuments(
  asker: Asker,
  { query, documents, searchId }: Question,
): Promise<{ readonly error: QueryError } | Chosen> {
  const { errors, ...chosen } = await chooseForAll(asker, async () => ({
    queries: [query],
    documents,
    searchId,
  }));
  return errors[0] ? { error: errors[0] } : chosen;
}

interface Questions extends Pick<SearchQuestion, 'documents'> {
  readonly queries: readonly string[];
  readonly searchId: string | null;
}

/** The same for several queries, which are read at the same moment; of each why it cannot be read. */
export function chooseForAll(
  { db, access: who }: Asker,
  read: (tx: Tx, access: Access) => Promise<Questions>,
): Promise<Chosen & { readonly errors: readonly (QueryError | null)[] }> {
  return snapshot(db, (tx) =>
    withAccess(tx, who, async (access) => {
      const { queries, documents, searchId } = await read(tx, access);
      const study = openStudy(tx, access);
      const { asked, errors } = await readAllAsked({ tx, study, db }, queries);
      const all = await study.searched();
      const closed = new Set(await study.closedToSearch());
      const chosen = await idsChosen(tx, access, documents);
      const found = chosen === null ? all : all.filter(({ id }) => chosen.every((ids) => ids.has(id)));
      const open = found.filter(({ id }) => !closed.has(id));
      const aside = searchId === null ? [] : (await readSearch(tx, access, searchId)).aside;
      const basis = basisOf(open, found.length - open.length, asked);
      return { access, documents: open, basis, asked, aside: byDocument(aside), errors };
    }),
  );
}

/** The documents of each part of a choice; null for all of them. */
async function idsChosen(
  tx: Tx,
  access: Access,
  choice: SearchQuestion['documents'],
): Promise<ReadonlySet<string>[] | null> {
  if (choice.kind === 'all') return null;
  const sets = choice.kind === 'set' ? await setsOfProject(tx, access, [choice.setId]) : null;
  if (sets?.length === 0) throw new DomainError('not_found');
  const { conditions } = choice;
  const rules = [sets, conditions ? [{ conditions, documentIds: [] }] : null];
  return Promise.all(
    rules.flatMap((each) => (each ? [documentsIn(tx, access, each).then((ids) => new Set(ids))] : [])),
  );
}

function byDocument(aside: SavedSearch['aside']): Map<string, readonly number[]> {
  const grouped = Map.groupBy(aside, ({ documentId }) => documentId);
  return new Map([...grouped].map(([id, hits]) => [id, hits.flatMap(({ start, end }) => [start, end])]));
}

function basisOf(
  documents: readonly SearchedDocument[],
  switchedOff: number,
  { unknown, isBlindFor }: Asked,
): SearchBasis {
  return {
    documents: documents.length,
    characters: documents.reduce((sum, { lengthCp }) => sum + lengthCp, 0),
    ownOnly: documents.filter(({ id }) => isBlindFor(id)).length,
    unknown: [...unknown],
    leftOut: { switchedOff },
  };
}
