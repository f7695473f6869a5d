import type { AnnotationsOfDocument, HistoryPage, listHistoryInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import {
  type Access,
  afterOf,
  afterSets,
  beforeOf,
  changeAsSeen,
  completeChange,
  completeTold,
  type Rows,
  type SetRow,
  type Tx,
  type told,
} from '@koersvast/db';
import type { z } from 'zod';
import type { ToldOnPage } from '../study/changes.ts';
import { openStudy, type Study } from '../study/study.ts';

/** Changes on a page. */
const PAGE = 50;

/**
 * One page of a history, newest first. Where a page ends is said by the operation of its last change, and how many of
 * what it did may be seen and came later: the number of a change never leaves the server. Throws `not_found` for a document of
 * another project, and `input_not_valid` for a page that was not given out.
 */
export async function readHistory(
  tx: Tx,
  access: Access,
  input: z.infer<typeof listHistoryInput>,
): Promise<HistoryPage> {
  const { scope } = access;
  const study = openStudy(tx, access);
  if (input.documentId !== null) await study.checkDocument(input.documentId);
  const before = input.cursor ? await revOf(study, input.cursor) : null;
  const found = await study.toldPage(input, { before, most: PAGE + 1 });
  const page = found.slice(0, PAGE);
  const standing = await standingOf(study, page);
  const paragraphOf = await paragraphsOf(study, page);
  const last = found.length > PAGE ? page.at(-1) : undefined;
  return {
    entries: page.map(
      ({ rev: _, kind, documentId, documentTitle, first, layerId, annotations, documents, ...change }) => ({
        change: changeAsSeen(
          scope,
          completeChange(exampleOf(change, first, standing.get(keyOf(layerId, first?.id)))),
        ),
        kind,
        documentTitle,
        paragraph: paragraphOf.get(placeOf(documentId, blockOf(change))) ?? null,
        ...(first && { set: { annotations: annotations ?? 0, documents: documents ?? 0 } }),
      }),
    ),
    next: last ? await pageEnd(study, last) : null,
  };
}

const keyOf = (layerId: string | null | undefined, id: string | undefined) => `${layerId} ${id}`;

const placeOf = (documentId: string | null, block: number | null) => `${documentId} ${block}`;

/** The block of which a change says that no tag applies there, or that one may. */
function blockOf({ noun, before, after }: Pick<ToldOnPage, 'noun' | 'before' | 'after'>): number | null {
  return noun === 'reading' ? (completeTold('reading', after ?? before)?.block ?? null) : null;
}

/** The paragraphs in which blocks on a page stand. */
async function paragraphsOf(study: Study, page: readonly ToldOnPage[]): Promise<Map<string, number | null>> {
  const places = page.flatMap(({ documentId, ...change }) => {
    const block = blockOf(change);
    return documentId === null || block === null ? [] : [{ documentId, block }];
  });
  const found = await study.paragraphs(places);
  return new Map(found.map(({ documentId, block, paragraph }) => [placeOf(documentId, block), paragraph]));
}

/** The annotations by which the sets on a page are shown, as they stand. */
async function standingOf(
  study: Study,
  page: readonly ToldOnPage[],
): Promise<Map<string, Rows['annotation']>> {
  const shown = page.flatMap(({ first, layerId }) => (first && layerId ? { layerId, id: first.id } : []));
  const rows = await study.namedAnnotations(shown);
  return new Map(rows.map((row) => [keyOf(row.layerId, row.id), row]));
}

/** A set is shown by one of its rows: what the set touched as it did, the rest as it stands. */
function exampleOf(
  change: z.infer<typeof told>,
  first: SetRow | null,
  standing: Rows['annotation'] | undefined,
): z.infer<typeof told> {
  if (!first) return change;
  return {
    ...change,
    before: { ...standing, ...beforeOf({ before: change.before ?? {} }, first) },
    after: { ...standing, ...afterOf({ after: change.after ?? {} }, first) },
  };
}

async function pageEnd(study: Study, last: ToldOnPage): Promise<string> {
  return `${last.memberId}.${last.opId}.${await study.countLater(last, last.rev)}`;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const placeOfPage = new RegExp(`^(${uuid})\\.(${uuid})\\.(\\d{1,9})$`);

async function revOf(study: Study, place: string): Promise<string> {
  const [, memberId, opId, later] = placeOfPage.exec(place) ?? [];
  const rev =
    memberId !== undefined && opId !== undefined
      ? await study.revBefore({ memberId, opId }, Number(later))
      : undefined;
  if (rev === undefined) throw new DomainError('input_not_valid', { path: 'cursor' });
  return rev;
}

/** What stood in a document at a moment, as far as one may see now. Throws `not_found`. */
export async function documentAt(
  tx: Tx,
  access: Access,
  documentId: string,
  at: string,
): Promise<AnnotationsOfDocument> {
  const study = openStudy(tx, access);
  await study.checkDocument(documentId);
  const { stood, sets } = await study.stood(documentId, at);
  const byNoun = Map.groupBy(stood, (each) => each.noun);
  const listed = <N extends keyof Rows>(noun: N) =>
    (byNoun.get(noun) ?? []).flatMap((each) => completeTold(noun, each.after) ?? []);
  const annotations = (byNoun.get('annotation') ?? []).flatMap(({ after, rev }) => {
    const row = completeTold('annotation', after);
    return row ? { row, rev: Number(rev) } : [];
  });
  const layers = listed('layer');
  const pinned = await study.pinnedIn(layers);
  return {
    layers,
    annotations: inTextOrder([...afterSets(annotations, sets).filter(isAlive), ...pinned.annotation]),
    assignments: listed('assignment'),
    readings: [...listed('reading').filter(isAlive), ...pinned.reading],
    reviews: listed('review'),
    replies: listed('reply').filter(isAlive),
    decisions: listed('decision'),
    cursor: '',
  };
}

function isAlive(row: { readonly deletedAt: string | null }): boolean {
  return row.deletedAt === null;
}

function inTextOrder(rows: Rows['annotation'][]): Rows['annotation'][] {
  return rows.sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
}
