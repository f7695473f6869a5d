import type { AgreementMissing, AgreementSelection } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { isBlindNow, isInRound } from '@koersvast/core/round';
import type { Scope } from '@koersvast/core/scope';
import type { Rows, Tx } from '@koersvast/db';
import { documentsIn, setsOfProject } from '../export/chosen-documents.ts';
import type { CodedState, ComparedLayer } from '../study/compared.ts';
import { placeKey } from '../study/kept.ts';
import type { Study } from '../study/study.ts';

/** What a coder has finished in a place; null for work in which nothing was ever coded. */
export interface FinishedWork {
  readonly memberId: string;
  readonly layerId: string | null;
  readonly doneAt: Date | null;
}

/** A document in a round, with whoever has finished it. */
export interface ChosenPlace {
  readonly documentId: string;
  readonly roundId: string;
  readonly length: number;
  /** In the order of their ids, whatever coders are chosen. */
  readonly coders: readonly FinishedWork[];
  /** The final layer, where coders are compared with that. */
  readonly finalId: string | null;
}

/** What counts for a selection, and what does not. */
export interface Counted {
  readonly rounds: readonly Rows['round'][];
  readonly places: readonly ChosenPlace[];
  readonly leftOut: {
    readonly unfinished: number;
    readonly notIndependent: number;
    readonly notRevealed: readonly number[];
    readonly noFinal: number;
  };
}

/** So many documents are named of those that somebody codes blind. */
const NAMED = 20;

/**
 * What of a selection cannot be measured for whoever has this scope. It follows from the scope, the rounds and which
 * documents are chosen, and from nothing that anybody coded.
 */
function missingFor(
  scope: Pick<Scope, 'rounds' | 'blindDocuments'>,
  rounds: readonly Rows['round'][],
  {
    documentIds,
    layers,
    roundId,
  }: Pick<AgreementSelection, 'layers' | 'roundId'> & { documentIds: readonly string[] },
): AgreementMissing[] {
  const whole = new Set(scope.rounds.flatMap((round) => (round.layers === 'all' ? [round.roundId] : [])));
  // Before the reveal there is no first pass either, of a round that somebody asks for by itself.
  const isWaiting = (round: Rows['round']) => roundId !== null && layers !== 'current' && isBlindNow(round);
  const hidden = rounds.filter((round) => !whole.has(round.id) || isWaiting(round));
  const blind = new Set(scope.blindDocuments);
  const codedBlind = documentIds.filter(
    (id) => blind.has(id) && rounds.some((round) => isInRound(round, id)),
  );
  return [
    ...hidden.map(({ id, number }) => ({ kind: 'round_not_revealed', roundId: id, number }) as const),
    ...(codedBlind.length === 0
      ? []
      : [
          {
            kind: 'coded_blind',
            documents: codedBlind.length,
            documentIds: codedBlind.slice(0, NAMED),
          } as const,
        ]),
  ];
}

/** The documents of a selection that are there, with the lengths of their texts. Throws `not_found` for a set. */
export async function chooseDocuments(
  tx: Tx,
  study: Study,
  { documents }: AgreementSelection,
): Promise<{ id: string; length: number }[]> {
  const all = await study.lengths();
  if (documents.kind === 'all') return all;
  const sets = documents.kind === 'set' ? await setsOfProject(tx, study.access, [documents.setId]) : null;
  if (sets?.length === 0) throw new DomainError('not_found');
  const { conditions } = documents;
  const rule = conditions && [{ conditions, documentIds: [] }];
  // Those of the set that meet the conditions too.
  const chosen = await Promise.all(
    [sets, rule].flatMap((each) => (each ? [documentsIn(tx, study.access, each)] : [])),
  );
  const ids = chosen.map((each) => new Set(each));
  return all.filter(({ id }) => ids.every((each) => each.has(id)));
}

const kindsOf = {
  'first-pass': ['first_pass'],
  current: ['current'],
  final: ['first_pass', 'final'],
} as const;

/**
 * What a selection is made of: whose work on which documents is finished, and counts. All that is missing for the
 * person where they are blind for any of it. Throws `not_found` for a round or a set.
 */
export async function choose(
  tx: Tx,
  study: Study,
  selection: AgreementSelection,
): Promise<{ missing: AgreementMissing[] } | Counted> {
  const { roundId } = selection;
  const all = await study.rounds();
  // What coders code again they are compared with themselves in; with each other only where somebody asks for that.
  const rounds = all.filter(({ id, repeats }) => (roundId === null ? repeats === null : id === roundId));
  if (roundId !== null && rounds.length === 0) throw new DomainError('not_found');
  const documents = await chooseDocuments(tx, study, selection);
  const documentIds = documents.map(({ id }) => id);
  const missing = missingFor(study.access.scope, rounds, { ...selection, documentIds });
  if (missing.length > 0) return { missing };
  const layers = await study.comparedLayers(kindsOf[selection.layers]);
  return count(selection, { rounds, documents, layers, states: await study.codedStates() });
}

/** What a coder finished twice: the last time before the repeat, and in that. */
export interface ChosenRepeat {
  readonly memberId: string;
  readonly documentId: string;
  readonly length: number;
  readonly first: { readonly roundId: string; readonly layerId: string | null };
  readonly again: { readonly roundId: string; readonly layerId: string | null };
  /** Of the round in which it was coded again. */
  readonly number: number;
}

/** What coders finished twice, of rounds of repeats beside those of a selection, whoever could see whose work meanwhile. */
export interface ChosenRepeats {
  readonly repeats: readonly ChosenRepeat[];
  /** Rounds of repeats that are not revealed yet, by their numbers. */
  readonly notRevealed: readonly number[];
}

/** The same as `choose`, of repeats. With the final layer nobody is compared here: it stands for their first passes. */
export async function chooseRepeats(
  tx: Tx,
  study: Study,
  selection: AgreementSelection,
): Promise<{ missing: AgreementMissing[] } | ChosenRepeats> {
  const { roundId, coderIds } = selection;
  const layers = selection.layers === 'final' ? 'first-pass' : selection.layers;
  const all = await study.rounds();
  const again = new Map(all.flatMap(({ id, number, repeats }) => (repeats === null ? [] : [[id, number]])));
  const rounds = all.filter(({ id }) => roundId === null || id === roundId || again.has(id));
  if (roundId !== null && rounds.every(({ id }) => id !== roundId)) throw new DomainError('not_found');
  const documents = await chooseDocuments(tx, study, selection);
  const documentIds = documents.map(({ id }) => id);
  const missing = missingFor(study.access.scope, rounds, { roundId: null, layers, documentIds });
  if (missing.length > 0) return { missing };
  const found = await study.comparedLayers(kindsOf[layers]);
  const wanted = { ...selection, layers, onlyIndependent: false };
  const counted = count(wanted, { rounds, documents, layers: found, states: await study.codedStates() });
  const works = counted.places.flatMap(({ documentId, roundId: at, length, coders }) =>
    coders.map(({ memberId, layerId, doneAt }) => ({
      documentId,
      roundId: at,
      length,
      memberId,
      layerId,
      doneAt,
    })),
  );
  const ofCoder = Map.groupBy(works, ({ memberId, documentId }) => `${memberId} ${documentId}`);
  const time = ({ doneAt }: { readonly doneAt: Date | null }) => doneAt?.getTime() ?? 0;
  const repeats = works
    .filter((work) => again.has(work.roundId) && (coderIds === null || coderIds.includes(work.memberId)))
    .flatMap((work): ChosenRepeat[] => {
      const { memberId, documentId, length, roundId: at, layerId } = work;
      const before = (ofCoder.get(`${memberId} ${documentId}`) ?? [])
        .filter((each) => !again.has(each.roundId) && time(each) <= time(work))
        .sort((a, b) => time(b) - time(a));
      const [last] = before;
      if (last === undefined) return [];
      const first = { roundId: last.roundId, layerId: last.layerId };
      const number = again.get(at) ?? 0;
      return [{ memberId, documentId, length, first, again: { roundId: at, layerId }, number }];
    });
  const notRevealed = rounds.filter((round) => again.has(round.id) && isBlindNow(round));
  return {
    repeats,
    notRevealed: layers === 'current' ? [] : notRevealed.map(({ number }) => number),
  };
}

interface Found {
  readonly rounds: readonly Rows['round'][];
  readonly documents: readonly { readonly id: string; readonly length: number }[];
  readonly layers: readonly ComparedLayer[];
  readonly states: readonly CodedState[];
}

/** Pure: what counts of all that was found. */
function count(selection: AgreementSelection, found: Found): Counted {
  const { layers: which, onlyIndependent, coderIds } = selection;
  const roundIds = new Set(found.rounds.map(({ id }) => id));
  const lengths = new Map(found.documents.map(({ id, length }) => [id, length]));
  const isIn = (place: { roundId: string; documentId: string }) =>
    roundIds.has(place.roundId) && lengths.has(place.documentId);
  const isChosen = (memberId: string) => coderIds === null || coderIds.includes(memberId);
  const layers = found.layers.filter(isIn);
  const states = found.states.filter(isIn);
  const finals = new Map(
    layers.flatMap((layer) =>
      layer.kind === 'final' && layer.finished ? [[placeKey(layer), layer.id]] : [],
    ),
  );
  const finished =
    which === 'current' ? finishedNow(layers, states) : layers.filter(({ kind }) => kind === 'first_pass');
  const counts = finished.filter(({ independent }) => !onlyIndependent || which === 'current' || independent);
  const doneAt = new Map(states.map((state) => [`${placeKey(state)} ${state.memberId}`, state.doneAt]));
  const byPlace = Map.groupBy(counts, placeKey);
  const places = [...byPlace].flatMap(([key, works]): ChosenPlace[] => {
    const [{ documentId, roundId } = { documentId: '', roundId: '' }] = works;
    const coders = works.flatMap(({ memberId, id }) =>
      memberId === null ? [] : [{ memberId, layerId: id, doneAt: doneAt.get(`${key} ${memberId}`) ?? null }],
    );
    return [
      {
        documentId,
        roundId,
        length: lengths.get(documentId) ?? 0,
        coders: coders.sort((a, b) => (a.memberId < b.memberId ? -1 : 1)),
        finalId: which === 'final' ? (finals.get(key) ?? null) : null,
      },
    ];
  });
  const done = new Set(finished.map((work) => `${placeKey(work)} ${work.memberId}`));
  const withoutFinal = places.filter(({ finalId }) => which === 'final' && finalId === null);
  return {
    rounds: found.rounds,
    places: which === 'final' ? places.filter(({ finalId }) => finalId !== null) : places,
    leftOut: {
      unfinished: states.filter(
        (state) =>
          !state.done && isChosen(state.memberId) && !done.has(`${placeKey(state)} ${state.memberId}`),
      ).length,
      notIndependent: finished.filter((work) => isChosen(work.memberId ?? '') && !counts.includes(work))
        .length,
      notRevealed: which === 'current' ? [] : found.rounds.filter(isBlindNow).map(({ number }) => number),
      noFinal: new Set(withoutFinal.map(({ documentId }) => documentId)).size,
    },
  };
}

interface Work {
  readonly id: string | null;
  readonly documentId: string;
  readonly roundId: string;
  readonly memberId: string | null;
  readonly independent: boolean;
}

/** Living work on what is finished now. Whoever finished and coded nothing has no layer: nothing applies. */
export function finishedNow(layers: readonly ComparedLayer[], states: readonly CodedState[]): Work[] {
  const own = new Map(layers.map((layer) => [`${placeKey(layer)} ${layer.memberId}`, layer]));
  return states
    .filter(({ done }) => done)
    .map(({ documentId, roundId, memberId }) => {
      const layer = own.get(`${placeKey({ documentId, roundId })} ${memberId}`);
      const { id = null, independent = true } = layer ?? {};
      return { id, documentId, roundId, memberId, independent };
    });
}
