import type { AdjudicationOverview, Learning } from '@koersvast/contracts';
import {
  compareCoders,
  contentKey,
  finishedWork,
  isCurrentReview,
  isOpenForReview,
  settledBy,
} from '@koersvast/core';
import type { Rows } from '@koersvast/db';
import type { SeenLayer } from '../study/here.ts';
import type { Study } from '../study/study.ts';

/**
 * What has been done in the rounds that are open for review, as far as the member may see; letters that they code
 * blind are left out, with their own work on them.
 */
async function readOpenRounds(study: Study, roundId: string | null) {
  const rounds = (await study.rounds()).filter(
    (round) => isOpenForReview(round) && (roundId === null || round.id === roundId),
  );
  const documents = await study.titles({ open: true });
  const part = { roundIds: rounds.map(({ id }) => id), openLetters: true };
  const layers = await study.layers(part);
  const assignments = await study.assignments(part);
  const stored = layers.filter(({ kind }) => kind !== 'first_pass');
  const annotations = await study.annotations(stored);
  const reviews = await study.reviews(stored, 'now');
  const decisions = await study.decisions(stored, 'now');
  const of = <T extends { documentId: string }>(rows: readonly T[]) =>
    Map.groupBy(rows, (row) => row.documentId);
  return {
    rounds,
    documents,
    layers: of(layers),
    assignments: of(assignments),
    annotations: of(annotations),
    reviews: of(reviews),
    decisions: of(decisions),
  };
}

/** How far each document of each round that is open for review has come. */
export async function readOverview(study: Study): Promise<AdjudicationOverview> {
  const found = await readOpenRounds(study, null);
  return found.rounds.flatMap((round) =>
    found.documents.flatMap(({ id: documentId }) => {
      const layers = (found.layers.get(documentId) ?? []).filter((layer) => layer.roundId === round.id);
      const work = finishedWork(round.id, {
        layers,
        assignments: found.assignments.get(documentId) ?? [],
        annotations: found.annotations.get(documentId) ?? [],
      });
      if (work.length === 0) return [];
      const { agreements, differences } = compareCoders(work);
      const final = layers.find((layer) => layer.kind === 'final');
      const decisions = (found.decisions.get(documentId) ?? []).filter((each) => each.layerId === final?.id);
      const finals = (found.annotations.get(documentId) ?? []).filter((row) => row.layerId === final?.id);
      const judged = new Set(
        (found.reviews.get(documentId) ?? []).map((review) => `${review.layerId} ${review.annotationId}`),
      );
      const isSettled = settledBy(decisions, finals);
      // Once there is a final layer, what all agree on is decided too before it is complete.
      const open = [
        ...(final ? agreements : []),
        ...differences.map((difference) => difference.annotations),
      ].filter((same) => !isSettled(same));
      const all = work.flatMap(({ annotations }) => annotations);
      return [
        {
          documentId,
          roundId: round.id,
          coders: work.map(({ memberId }) => memberId),
          differences: differences.length,
          left: open.length,
          unjudged: all.filter(({ layerId, id }) => !judged.has(`${layerId} ${id}`)).length,
          final:
            !final || (decisions.length === 0 && final.finishedAt === null)
              ? ('none' as const)
              : final.finishedAt === null
                ? ('started' as const)
                : ('finished' as const),
        },
      ];
    }),
  );
}

type Lesson = Learning[number];

/**
 * The member's own tags beside what became of them in the final version, in text order: the same, another tag,
 * other boundaries, left out, missed, or still open. With the decision and the verdict that say why. It is the first
 * pass that is compared, where there is one: what was adopted since is not what one coded.
 */
export async function readLearning(
  study: Study,
  roundId: string | null,
  pass: 'first' | 'now',
): Promise<Learning> {
  const { access } = study;
  const found = await readOpenRounds(study, roundId);
  const asMerged = mergesIn(await study.mergedTags());
  const ofFirst =
    pass === 'first' ? await readOwnFirstPass(study, found.layers) : new Map<string, Rows['annotation'][]>();
  return found.rounds.flatMap((round) =>
    found.documents.flatMap((document): Lesson[] => {
      const layers = (found.layers.get(document.id) ?? []).filter((layer) => layer.roundId === round.id);
      const mine = layers.find((layer) => layer.memberId === access.memberId && layer.kind === 'current');
      const final = layers.find((layer) => layer.kind === 'final');
      const assigned = (found.assignments.get(document.id) ?? []).some(
        (each) => each.roundId === round.id && each.memberId === access.memberId && each.removedAt === null,
      );
      if (!final || !assigned) return [];
      const annotations = found.annotations.get(document.id) ?? [];
      const decisions = (found.decisions.get(document.id) ?? []).filter((each) => each.layerId === final.id);
      const reviews = (found.reviews.get(document.id) ?? []).filter(isCurrentReview);
      const here = { documentId: document.id, documentTitle: document.title, roundId: round.id };
      const first = layers.find((layer) => layer.memberId === access.memberId && layer.kind === 'first_pass');
      const firstRows: Rows['annotation'][] | undefined =
        pass === 'first' && first ? (ofFirst.get(first.id) ?? []) : undefined;
      const ownRows = firstRows?.map(asMerged) ?? annotations.filter((row) => row.layerId === mine?.id);
      const living = new Set(annotations.filter((row) => row.layerId === mine?.id).map(({ id }) => id));
      const isGone = ({ id }: Rows['annotation']) => !living.has(id);
      const compared = firstRows ? ('first' as const) : ('now' as const);
      /** In a first pass an annotation bears the id that it has in the work as it is now. */
      const isMine = (layerId: string) => layerId === mine?.id;
      const finalRows = annotations.filter((row) => row.layerId === final.id);
      const finalOf = new Map(finalRows.map((row) => [row.id, row]));
      const sameAs = firstOf(finalRows, contentKey);
      const onSpan = firstOf(finalRows, spanKey);
      const decidedOf = firstOf(
        decisions.flatMap((decision) =>
          decision.sources
            .filter((each) => isMine(each.layerId))
            .map(({ annotationId }) => ({ annotationId, decision })),
        ),
        ({ annotationId }) => annotationId,
      );
      const decisionFor = firstOf(decisions, ({ annotationId }) => annotationId ?? '');
      const reviewOf = firstOf(
        reviews.filter((each) => isMine(each.layerId)),
        ({ annotationId }) => annotationId,
      );
      const lessons = ownRows.map((row): Lesson => {
        // Who finishes later is no source of what was decided before, and may have found the same.
        const same =
          sameAs.get(contentKey(row)) ??
          // What one took away since, and coded anew in its place, has another id.
          (isGone(row) ? onSpan.get(spanKey(row)) : undefined);
        const decision =
          decidedOf.get(row.id)?.decision ?? (same === undefined ? undefined : decisionFor.get(same.id));
        const became = finalOf.get(decision?.annotationId ?? '');
        const review = reviewOf.get(row.id);
        return {
          ...here,
          // Where it stands now, so that a link to it opens.
          mine: { layerId: mine?.id ?? row.layerId, annotationId: row.id, ...placeOf(row) },
          final: became ? { annotationId: became.id, ...placeOf(became) } : null,
          outcome: !decision && isGone(row) ? 'left_out' : outcomeOf(row, decision, became),
          pass: compared,
          decision: decision ?? null,
          verdict: review
            ? {
                verdict: review.verdict,
                kind: review.kind,
                reason: review.reason,
                response: review.response,
                responseReason: review.responseReason,
              }
            : null,
        };
      });
      const met = new Set(lessons.map(({ final: became }) => became?.annotationId));
      const missed = finalRows
        .filter(({ id }) => !met.has(id))
        .map(
          (row): Lesson => ({
            ...here,
            mine: null,
            final: { annotationId: row.id, ...placeOf(row) },
            outcome: 'missed',
            pass: compared,
            decision: decisionFor.get(row.id) ?? null,
            verdict: null,
          }),
        );
      return [...lessons, ...missed].sort((a, b) => startOf(a) - startOf(b));
    }),
  );
}

/** A first pass keeps the tags that it had; of one that was merged since, the other speaks. */
function mergesIn(tags: readonly Rows['tag'][]): (row: Rows['annotation']) => Rows['annotation'] {
  const into = new Map(tags.map((tag) => [tag.id, tag.mergedIntoId]));
  const ends = new Map<string, string>();
  for (const start of into.keys()) {
    const met = new Set<string>();
    let end = start;
    // No further than a circle, whatever the merges say of each other.
    for (let next = into.get(end); next != null && !met.has(end); next = into.get(end)) {
      met.add(end);
      end = next;
    }
    ends.set(start, end);
  }
  return (row) => ({ ...row, tagId: ends.get(row.tagId) ?? row.tagId });
}

/** What the member had in their own first passes, by layer. */
async function readOwnFirstPass(
  study: Study,
  layers: ReadonlyMap<string, readonly SeenLayer[]>,
): Promise<Map<string, Rows['annotation'][]>> {
  const own = [...layers.values()]
    .flat()
    .filter(({ kind, memberId }) => kind === 'first_pass' && memberId === study.access.memberId);
  return Map.groupBy(await study.annotations(own), (row) => row.layerId);
}

/** The first of each key, so that nothing is searched for once for each row. */
function firstOf<T>(list: readonly T[], keyOf: (each: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  for (const each of list) if (!found.has(keyOf(each))) found.set(keyOf(each), each);
  return found;
}

function spanKey({ start, end }: Pick<Rows['annotation'], 'start' | 'end'>): string {
  return `${start} ${end}`;
}

function placeOf({ tagId, start, end, quote }: Rows['annotation']) {
  return { tagId, start, end, quote };
}

function startOf({ mine, final }: Lesson): number {
  return (mine ?? final)?.start ?? 0;
}

function outcomeOf(
  mine: Rows['annotation'],
  decision: Rows['decision'] | undefined,
  final: Rows['annotation'] | undefined,
): Lesson['outcome'] {
  if (!decision) return 'open';
  if (!final) return 'left_out';
  if (final.tagId !== mine.tagId) return 'tag';
  return final.start === mine.start && final.end === mine.end ? 'same' : 'boundary';
}
