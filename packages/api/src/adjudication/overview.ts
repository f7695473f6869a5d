import type { AdjudicationOverview } from '@koersvast/contracts';
import { compareCoders, finishedWork, settledBy } from '@koersvast/core/review';
import { isOpenForReview } from '@koersvast/core/round';
import type { Rows } from '@koersvast/db';
import { type Kept, placeKey, type StudyPlace } from '../study/kept.ts';
import type { Study } from '../study/study.ts';

type Progress = AdjudicationOverview[number];

/**
 * The letters of the rounds that are open for review, without those that the member codes blind, in their order. What
 * coders code again, to be compared with themselves, is not settled unless somebody asks for that round.
 */
export async function openPlaces(
  study: Study,
  roundId: string | null,
): Promise<(StudyPlace & { readonly title: string })[]> {
  const rounds = (await study.rounds()).filter(
    (round) => isOpenForReview(round) && (roundId === null ? round.repeats === null : round.id === roundId),
  );
  const documents = await study.titles({ open: true });
  return rounds.flatMap((round) =>
    documents.map(({ id, title }) => ({ roundId: round.id, documentId: id, title })),
  );
}

/** How far each document of each round that is open for review has come. */
export async function readOverview(study: Study, kept: Kept): Promise<AdjudicationOverview> {
  const places = await openPlaces(study, null);
  const roundIds = [...new Set(places.map((place) => place.roundId))];
  const found = await study.kept<Progress>(kept, {
    name: 'overview',
    places,
    make: (documentIds) => readProgress(study, { roundIds, documentIds }),
  });
  return places.flatMap((place) => found.get(placeKey(place)) ?? []);
}

/** The same of some documents alone; where nobody has finished nothing is said. */
async function readProgress(
  study: Study,
  part: { readonly roundIds: readonly string[]; readonly documentIds: readonly string[] },
): Promise<Map<string, Progress>> {
  const layers = await study.layers({ ...part, kinds: ['current', 'final'] });
  const ofPlace = Map.groupBy(layers, placeKey);
  const assigned = Map.groupBy(await study.assignments(part), placeKey);
  const marks = Map.groupBy(await study.marks(layers), ({ layerId }) => layerId);
  const judged = new Set(
    (await study.judged(layers)).map(({ layerId, annotationId }) => `${layerId} ${annotationId}`),
  );
  const decided = Map.groupBy(await study.decisions(layers, 'now'), ({ layerId }) => layerId);
  const found = new Map<string, Progress>();
  for (const [key, assignments] of assigned) {
    const here = ofPlace.get(key) ?? [];
    const [{ roundId, documentId }] = assignments as [Rows['assignment']];
    const annotations = here.flatMap(({ id }) => marks.get(id) ?? []);
    const work = finishedWork(roundId, { layers: here, assignments, annotations });
    if (work.length === 0) continue;
    const final = here.find(({ kind }) => kind === 'final');
    const decisions = decided.get(final?.id ?? '') ?? [];
    const { agreements, differences } = compareCoders(work);
    const isSettled = settledBy(decisions, marks.get(final?.id ?? ''));
    // Once there is a final layer, what all agree on is decided too before it is complete.
    const open = [
      ...(final ? agreements : []),
      ...differences.map((difference) => difference.annotations),
    ].filter((same) => !isSettled(same));
    const all = work.flatMap((coder) => coder.annotations);
    found.set(key, {
      documentId,
      roundId,
      coders: work.map(({ memberId }) => memberId),
      differences: differences.length,
      left: open.length,
      unjudged: all.filter(({ layerId, id }) => !judged.has(`${layerId} ${id}`)).length,
      final: stateOfFinal(final, decisions.length),
    });
  }
  return found;
}

function stateOfFinal(final: Rows['layer'] | undefined, decisions: number): Progress['final'] {
  if (!final || (decisions === 0 && final.finishedAt === null)) return 'none';
  return final.finishedAt === null ? 'started' : 'finished';
}
