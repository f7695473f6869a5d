import type { CountSelection } from '@koersvast/contracts';
import type { DocumentField } from '@koersvast/core/document-field';
import { DomainError } from '@koersvast/core/error';
import type { Scope } from '@koersvast/core/scope';
import { type Database, snapshot, type Tx, toWire, wireFields } from '@koersvast/db';
import { chooseDocuments, finishedNow } from '../agreement/choose.ts';
import type { Asker } from '../agreement/read-selection.ts';
import { type MeasuredTags, measuredTags } from '../agreement/tags.ts';
import { readTags } from '../place/tags.ts';
import type { ComparedKind, ComparedLayer } from '../study/compared.ts';
import type { CountedDocument } from '../study/counted.ts';
import { keptIn, placeKey } from '../study/kept.ts';
import { openStudy, type Study } from '../study/study.ts';
import { withAccess } from '../trpc.ts';

/** A piece of work that counts, with what stands in it. */
export interface ChosenWork {
  readonly documentId: string;
  readonly roundId: string;
  /** Null for a final version. */
  readonly coderId: string | null;
  /** As the study packs them. */
  readonly spans: string;
}

/** All that is counted, as it was at one moment. */
export interface CountedStudy {
  readonly projectId: string;
  readonly selection: CountSelection;
  /** The documents that were chosen; of a letter that was read again all readings. */
  readonly documents: readonly CountedDocument[];
  readonly works: readonly ChosenWork[];
  readonly tags: MeasuredTags;
  readonly rounds: readonly { readonly id: string; readonly number: number }[];
  /** Chosen letters of which only the person's own work is counted. */
  readonly blind: number;
  readonly fields: readonly DocumentField[];
}

export type WorkPlace = Omit<ChosenWork, 'spans'> & { readonly layerId: string | null };

/** Which work counts, of what a person may see. */
export interface WorkChoice
  extends Pick<CountSelection, 'layers' | 'onlyIndependent' | 'unfinished' | 'coderIds'> {
  readonly roundIds: ReadonlySet<string>;
  isChosen(documentId: string): boolean;
}

const kindOf = { 'first-pass': 'first_pass', current: 'current', final: 'final' } as const satisfies Record<
  CountSelection['layers'],
  ComparedKind
>;

/** Which work counts: what is finished, and of current work, where that is asked for, what is not. */
function worksThatCount(
  { layers: which, onlyIndependent, unfinished, coderIds }: WorkChoice,
  layers: readonly ComparedLayer[],
  states: Awaited<ReturnType<Study['codedStates']>>,
): WorkPlace[] {
  const found =
    which === 'current'
      ? currentWork(layers, states, unfinished)
      : layers.filter(({ kind, finished, independent }) =>
          kind === 'first_pass' ? !onlyIndependent || independent : finished,
        );
  return found
    .filter(({ memberId }) => coderIds === null || memberId === null || coderIds.includes(memberId))
    .map(({ id, documentId, roundId, memberId }) => ({
      ...{ documentId, roundId, coderId: memberId, layerId: id },
    }));
}

function currentWork(
  layers: readonly ComparedLayer[],
  states: Awaited<ReturnType<Study['codedStates']>>,
  unfinished: boolean,
) {
  const done = finishedNow(layers, states);
  if (!unfinished) return done;
  const nameOf = (work: (typeof done)[number]) => `${placeKey(work)} ${work.memberId}`;
  const finished = new Set(done.map(nameOf));
  return [...done, ...layers.filter((layer) => !finished.has(nameOf(layer)))];
}

/** The pieces of work that count, at one moment. */
export async function readWorks(study: Study, choice: WorkChoice): Promise<WorkPlace[]> {
  const kind = kindOf[choice.layers];
  const isIn = (place: { roundId: string; documentId: string }) =>
    choice.roundIds.has(place.roundId) && choice.isChosen(place.documentId);
  const layers = (await study.comparedLayers([kind])).filter(isIn);
  const states = kind === 'current' ? (await study.codedStates()).filter(isIn) : [];
  return worksThatCount(choice, layers, states).filter(seenBy(study.access.scope));
}

/**
 * Reads what is counted at one moment. Of letters, and in rounds, that the person codes blind it is their own work
 * alone, and how many these are follows from their scope, the rounds and the documents. Throws `not_found`.
 */
export function readCounted({ db, access: who }: Asker, selection: CountSelection): Promise<CountedStudy> {
  return snapshot(db, (tx) =>
    withAccess(tx, who, async (access) => {
      const study = openStudy(tx, access);
      const { roundId } = selection;
      const all = await study.rounds();
      const rounds = all.filter(({ id, repeats }) => (roundId === null ? repeats === null : id === roundId));
      if (roundId !== null && rounds.length === 0) throw new DomainError('not_found');
      const tags = measuredTags(await readTags(tx, access.projectId), selection);
      const counted = await study.countedDocuments();
      const named =
        selection.documents.kind === 'all' ? counted : await chooseDocuments(tx, study, selection);
      const chosen = new Set(named.map(({ id }) => id));
      const documents = counted.filter(({ id }) => chosen.has(id));
      const works = await readWorks(study, {
        ...selection,
        roundIds: new Set(rounds.map(({ id }) => id)),
        isChosen: (documentId) => chosen.has(documentId),
      });
      const spansOf = await readSpans(db, study, selection.layers, works);
      const project = await readFields(tx, access.projectId);
      return {
        ...{ projectId: access.projectId, selection, documents, tags, rounds, fields: project },
        blind: countBlind(study, rounds, documents),
        works: works.map(({ layerId, ...work }) => ({ ...work, spans: spansOf({ layerId, ...work }) })),
      };
    }),
  );
}

/**
 * Whether a person sees what stands in a piece of work: all of it, or, as their own, unless they code the letter again.
 * Else it would be taken for work in which nothing was marked.
 */
function seenBy(scope: Scope): (work: WorkPlace) => boolean {
  const whole = new Set(scope.rounds.flatMap(({ roundId, layers }) => (layers === 'all' ? [roundId] : [])));
  const blind = new Set(scope.blindDocuments);
  const again = new Map(scope.repeated.map(({ documentId, roundId }) => [documentId, roundId]));
  return ({ documentId, roundId, coderId }) => {
    if (whole.has(roundId) && !blind.has(documentId)) return true;
    return coderId === scope.memberId && (again.get(documentId) ?? roundId) === roundId;
  };
}

/** What stands in each piece of work, packed. */
export async function readSpans(
  db: Database,
  study: Study,
  layers: CountSelection['layers'],
  works: readonly WorkPlace[],
): Promise<(work: WorkPlace) => string> {
  const kind = kindOf[layers];
  const places = [...new Map(works.map((work) => [placeKey(work), work])).values()];
  const whole = await study.packedSpans(keptIn(db), { kind, places });
  const own = await study.ownPackedSpans({ kind, places });
  return (work) => {
    if (work.layerId === null) return '';
    return whole.get(placeKey(work))?.layers[work.layerId] ?? own.get(work.layerId) ?? '';
  };
}

/** Of how many letters the person sees their own work alone, in any of these rounds. */
function countBlind(
  { access: { scope } }: Study,
  rounds: readonly { readonly id: string; readonly documentIds: readonly string[] }[],
  documents: readonly CountedDocument[],
): number {
  const over = rounds.map(({ id, documentIds }) => ({ id, named: new Set(documentIds) }));
  const blind = new Set(scope.blindDocuments);
  const sees = new Map(scope.rounds.map(({ roundId, layers }) => [roundId, layers === 'all']));
  const hidden = documents.filter(({ id }) =>
    over.some(
      ({ id: roundId, named }) =>
        (named.size === 0 || named.has(id)) && (sees.get(roundId) !== true || blind.has(id)),
    ),
  );
  return new Set(hidden.map(({ letterId }) => letterId)).size;
}

async function readFields(tx: Tx, projectId: string): Promise<CountedStudy['fields']> {
  const project = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: wireFields.project,
  });
  return toWire('project', project).documentFields;
}
