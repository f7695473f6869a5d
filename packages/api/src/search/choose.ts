import type { SearchBasis, SearchQuestion } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Access, type Database, snapshot } from '@koersvast/db';
import { documentsIn, setsOfProject } from '../export/chosen-documents.ts';
import type { SearchedDocument } from '../study/searched.ts';
import { openStudy } from '../study/study.ts';
import { withAccess } from '../trpc.ts';

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
}

/** The documents of a question that its asker may search, at one moment. Throws `not_found` for a set. */
export function chooseDocuments(
  { db, access: who }: Asker,
  { documents }: Pick<SearchQuestion, 'documents'>,
): Promise<Chosen> {
  return snapshot(db, (tx) =>
    withAccess(tx, who, async (access) => {
      const all = await openStudy(tx, access).searched();
      const chosen = await idsChosen(documents);
      const found = chosen === null ? all : all.filter(({ id }) => chosen.every((ids) => ids.has(id)));
      return { access, documents: found, basis: basisOf(found) };

      /** Null for all of them. */
      async function idsChosen(choice: typeof documents): Promise<ReadonlySet<string>[] | null> {
        if (choice.kind === 'all') return null;
        const sets = choice.kind === 'set' ? await setsOfProject(tx, access, [choice.setId]) : null;
        if (sets?.length === 0) throw new DomainError('not_found');
        const { conditions } = choice;
        const rules = [sets, conditions ? [{ conditions, documentIds: [] }] : null];
        return Promise.all(
          rules.flatMap((each) => (each ? [documentsIn(tx, access, each).then((ids) => new Set(ids))] : [])),
        );
      }
    }),
  );
}

function basisOf(documents: readonly SearchedDocument[]): SearchBasis {
  return {
    documents: documents.length,
    characters: documents.reduce((sum, { lengthCp }) => sum + lengthCp, 0),
    leftOut: { switchedOff: 0 },
  };
}
