import type { AgreementMissing, AgreementSelection } from '@koersvast/contracts';
import { sightOf } from '@koersvast/core/scope';
import { type Access, type Database, snapshot, type Tx } from '@koersvast/db';
import { LRUCache } from 'lru-cache';
import { readTags } from '../place/tags.ts';
import { keptIn, placeKey } from '../study/kept.ts';
import { openStudy } from '../study/study.ts';
import { withAccess } from '../trpc.ts';
import { type ChosenPlace, type Counted, choose } from './choose.ts';
import type { PlaceWork } from './engine-input.ts';
import type { Sealed } from './sealed.ts';
import {
  type Doing,
  inTurn,
  numberOf,
  type ReadPlace,
  shortened,
  sumPlaces,
  workName,
  workOn,
} from './summed.ts';
import { type MeasuredTags, measuredTags } from './tags.ts';
import type { PlaceSums, TagChoice } from './tally.ts';

/** A selection as it is read: what counts, with what stands there, and the codebook. */
export interface ReadStudy {
  readonly access: Access;
  readonly selection: AgreementSelection;
  readonly counted: Counted;
  /** Places in which two coders or more can be compared, whatever coders are chosen. */
  readonly read: readonly ReadPlace[];
  readonly tags: MeasuredTags;
  /** Documents that the project has. */
  readonly inStudy: number;
  readonly members: readonly { readonly id: string; readonly name: string; readonly left: boolean }[];
}

export interface Asker {
  readonly db: Database;
  readonly access: Pick<Access, 'projectId' | 'personId'>;
}

/** Reads a selection at one moment; what is missing for a person who is blind for any of it. Throws `not_found`. */
export function readSelection(
  { db, access: who }: Asker,
  selection: AgreementSelection,
): Promise<{ readonly missing: readonly AgreementMissing[] } | ReadStudy> {
  return snapshot(db, (tx) =>
    withAccess(tx, who, async (access) => {
      const study = openStudy(tx, access);
      const counted = await choose(tx, study, selection);
      if ('missing' in counted) return counted;
      const tags = measuredTags(await readTags(tx, access.projectId), selection);
      const places = counted.places.filter(isComparable);
      const kept = keptIn(db);
      const kind = selection.layers === 'current' ? 'current' : 'first_pass';
      const spans = await study.packedSpans(kept, { kind, places });
      const finals =
        selection.layers === 'final' ? await study.packedSpans(kept, { kind: 'final', places }) : null;
      const read = places.flatMap((place): ReadPlace[] => {
        const own = spans.get(placeKey(place));
        return own ? [{ place, spans: own, final: finals?.get(placeKey(place)) ?? null }] : [];
      });
      const members = await readMembers(tx, access.projectId);
      const inStudy = (await study.lengths()).length;
      return { access, selection, counted, read, tags, members, inStudy };
    }),
  );
}

/** Whether there is anything to compare in a place. */
export const isComparable = ({ coders, finalId }: ChosenPlace) => coders.length >= (finalId === null ? 2 : 1);

async function readMembers(tx: Tx, projectId: string) {
  const members = await tx.member.findMany({
    where: { projectId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, removedAt: true, user: { select: { name: true } } },
  });
  return members.map(({ id, removedAt, user }) => ({ id, name: user.name, left: removedAt !== null }));
}

/** Figures that were reckoned, under all that they were reckoned from: so much of them, in characters. */
const ROOM = 20_000_000;
const results = new LRUCache<string, object>({
  maxSize: ROOM,
  sizeCalculation: (value) => 100 + JSON.stringify(value).length,
});

export const choiceOf = ({ tags: { labels, chosen, above } }: Pick<ReadStudy, 'tags'>): TagChoice => ({
  labels,
  chosen,
  above,
});

/**
 * What is reckoned of a selection, once for all that it depends on: what stands in each layer, who is compared, the
 * codebook, and `of`. Nobody gets what was reckoned for another sight.
 */
export async function once<Value extends object>(
  study: ReadStudy,
  of: readonly unknown[],
  reckon: () => Promise<Value>,
): Promise<Value> {
  const { access, selection, read } = study;
  const key = shortened([
    access.projectId,
    sightOf(access.scope),
    of,
    choiceOf(study),
    selection.withChildren,
    read.map((each) => [numberOf(each.spans), workName(each, selection.coderIds)]),
  ]);
  // It was put there under this name by this way of reckoning.
  const known = () => results.get(key) as Value | undefined;
  return (
    known() ??
    inTurn(key, async () => {
      const made = known() ?? (await reckon());
      results.set(key, made);
      return made;
    })
  );
}

/** The sums of a selection, in some way, those of the same document together. */
export async function sumSelection<Sums extends object>(
  study: ReadStudy,
  name: string,
  sum: (places: readonly PlaceWork[]) => Promise<readonly Sums[]>,
  doing: Doing,
): Promise<{ readonly place: ChosenPlace; readonly sums: Sums }[][]> {
  const summing = { name: `${name} ${shortened(choiceOf(study))}`, coders: study.selection.coderIds, sum };
  const summed = await inTurn(study.access.projectId, () => sumPlaces(study.read, summing, doing));
  return [...Map.groupBy(summed, ({ place }) => place.documentId).values()];
}

/** The sums that most is made of. */
export function sumsOf(
  study: ReadStudy,
  doing: Doing,
): Promise<{ readonly place: ChosenPlace; readonly sums: Sealed<PlaceSums> }[][]> {
  const choice = choiceOf(study);
  return sumSelection(
    study,
    'sums',
    (places) => doing.work.run(doing.personId, 'agreement.tally', { places, choice }),
    doing,
  );
}

/** The work that is compared, for what has to see all of it at once. */
export function worksOf({ read, selection }: ReadStudy): PlaceWork[] {
  return read.map((each) => workOn(each, selection.coderIds));
}
