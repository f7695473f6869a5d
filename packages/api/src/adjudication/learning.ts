import { createHash } from 'node:crypto';
import type { Learning } from '@koersvast/contracts';
import { contentKey } from '@koersvast/core/review';
import type { Rows } from '@koersvast/db';
import type { SeenLayer } from '../study/here.ts';
import { type Kept, placeKey, type StudyPlace } from '../study/kept.ts';
import type { Study } from '../study/study.ts';
import { openPlaces } from './overview.ts';

/** One lesson, without the title of its document, which may change by itself. */
type Lesson = Omit<Learning[number], 'documentTitle'>;

/**
 * The member's own tags beside what became of them in the final version, in text order: the same, another tag,
 * other boundaries, left out, missed, or still open. With the decision and the verdict that say why. It is the first
 * pass that is compared, where there is one: what was adopted since is not what one coded.
 */
export async function readLearning(
  study: Study,
  kept: Kept,
  { roundId, pass }: { readonly roundId: string | null; readonly pass: 'first' | 'now' },
): Promise<Learning> {
  const given = new Set((await study.ownAssignments()).map(placeKey));
  const places = (await openPlaces(study, roundId)).filter((place) => given.has(placeKey(place)));
  const merged = await study.mergedTags();
  const asMerged = mergesIn(merged);
  const roundIds = [...new Set(places.map((place) => place.roundId))];
  const found = await study.kept<Lesson[]>(kept, {
    name: `learning ${study.access.memberId} ${pass} ${nameOfMerges(merged)}`,
    places,
    make: async (documentIds) => {
      const work = await readOwnWork(study, { roundIds, documentIds }, pass);
      return new Map(work.map((each) => [placeKey(each.place), lessonsOf(each, asMerged)]));
    },
  });
  return places.flatMap((place) =>
    (found.get(placeKey(place)) ?? []).map((lesson) => ({ ...lesson, documentTitle: place.title })),
  );
}

/** What the member has in a letter whose final version was begun, and what was said of it. */
interface OwnWork {
  readonly place: StudyPlace;
  readonly mine: SeenLayer | undefined;
  readonly rows: readonly Rows['annotation'][];
  /** What they had in their first pass; undefined where that is not asked for, or there is none. */
  readonly first: readonly Rows['annotation'][] | undefined;
  readonly final: readonly Rows['annotation'][];
  readonly decisions: readonly Rows['decision'][];
  readonly reviews: readonly Rows['review'][];
}

async function readOwnWork(
  study: Study,
  part: { readonly roundIds: readonly string[]; readonly documentIds: readonly string[] },
  pass: 'first' | 'now',
): Promise<OwnWork[]> {
  const layers = await study.layers(part);
  const finals = layers.filter(({ kind }) => kind === 'final');
  const own = layers.filter(({ memberId }) => memberId === study.access.memberId);
  const current = own.filter(({ kind }) => kind === 'current');
  const firsts = pass === 'first' ? own.filter(({ kind }) => kind === 'first_pass') : [];
  const byLayer = <Row extends { readonly layerId: string }>(rows: readonly Row[]) =>
    Map.groupBy(rows, ({ layerId }) => layerId);
  const stored = byLayer(await study.annotations([...finals, ...current]));
  const pinned = byLayer(await study.annotations(firsts));
  const decided = byLayer(await study.decisions(finals, 'now'));
  const judged = byLayer(await study.reviews(current, 'now'));
  return finals.map((final) => {
    const here = (layer: SeenLayer) => placeKey(layer) === placeKey(final);
    const mine = current.find(here);
    const first = firsts.find(here);
    return {
      place: { roundId: final.roundId, documentId: final.documentId },
      mine,
      rows: stored.get(mine?.id ?? '') ?? [],
      first: first && (pinned.get(first.id) ?? []),
      final: stored.get(final.id) ?? [],
      decisions: decided.get(final.id) ?? [],
      reviews: judged.get(mine?.id ?? '') ?? [],
    };
  });
}

function lessonsOf(
  { place, mine, rows, first, final: finalRows, decisions, reviews }: OwnWork,
  asMerged: (row: Rows['annotation']) => Rows['annotation'],
): Lesson[] {
  const ownRows = first?.map(asMerged) ?? rows;
  const living = new Set(rows.map(({ id }) => id));
  const isGone = ({ id }: Rows['annotation']) => !living.has(id);
  const compared = first ? ('first' as const) : ('now' as const);
  /** In a first pass an annotation bears the id that it has in the work as it is now. */
  const isMine = (layerId: string) => layerId === mine?.id;
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
  const reviewOf = firstOf(reviews, ({ annotationId }) => annotationId);
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
      ...place,
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
        ...place,
        mine: null,
        final: { annotationId: row.id, ...placeOf(row) },
        outcome: 'missed',
        pass: compared,
        decision: decisionFor.get(row.id) ?? null,
        verdict: null,
      }),
    );
  return [...lessons, ...missed].sort((a, b) => startOf(a) - startOf(b));
}

/** A name for all merges of tags, the same for the same merges alone. */
function nameOfMerges(tags: readonly Rows['tag'][]): string {
  const words = tags.map(({ id, mergedIntoId }) => `${id} ${mergedIntoId}`).sort();
  return createHash('sha256').update(words.join()).digest('base64url');
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
