import type {
  AgreementBasis,
  AgreementMissing,
  AgreementOfTag,
  AgreementReport,
  AgreementSelection,
} from '@koersvast/contracts';
import { sightOf } from '@koersvast/core/scope';
import { type Access, type Database, type Rows, snapshot, type Tx } from '@koersvast/db';
import { LRUCache } from 'lru-cache';
import { readTags } from '../place/tags.ts';
import { keptIn, placeKey } from '../study/kept.ts';
import { openStudy } from '../study/study.ts';
import { withAccess } from '../trpc.ts';
import { type ChosenPlace, type Counted, choose } from './choose.ts';
import type { PlaceWork } from './engine-input.ts';
import { type Figures, settings, type TagFigures } from './reckon.ts';
import { type Doing, inTurn, numberOf, type ReadPlace, shortened, sumPlaces, workName } from './summed.ts';
import { type MeasuredTags, measuredTags } from './tags.ts';
import { verdictOf } from './verdict.ts';

/** A selection as it is read: what counts, with what stands there, and the codebook. */
export interface ReadStudy {
  readonly access: Access;
  readonly selection: AgreementSelection;
  readonly counted: Counted;
  /** Places in which two coders or more can be compared, whatever coders are chosen. */
  readonly read: readonly ReadPlace[];
  readonly tags: MeasuredTags;
  readonly members: readonly { readonly id: string; readonly name: string; readonly left: boolean }[];
}

export interface Asker {
  readonly db: Database;
  readonly access: Pick<Access, 'projectId' | 'personId'>;
}

/** Reads a selection at one moment; what is missing for a person who is blind for any of it. Throws `not_found`. */
function readSelection(
  { db, access: who }: Asker,
  selection: AgreementSelection,
): Promise<{ readonly missing: readonly AgreementMissing[] } | ReadStudy> {
  return snapshot(db, (tx) =>
    withAccess(tx, who, async (access) => {
      const study = openStudy(tx, access);
      const tags = measuredTags(await readTags(tx, access.projectId), selection);
      const counted = await choose(tx, study, selection);
      if ('missing' in counted) return counted;
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
      return { access, selection, counted, read, tags, members: await readMembers(tx, access.projectId) };
    }),
  );
}

/** Whether there is anything to compare in a place. */
const isComparable = ({ coders, finalId }: ChosenPlace) => coders.length >= (finalId === null ? 2 : 1);

async function readMembers(tx: Tx, projectId: string) {
  const members = await tx.member.findMany({
    where: { projectId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, removedAt: true, user: { select: { name: true } } },
  });
  return members.map(({ id, removedAt, user }) => ({ id, name: user.name, left: removedAt !== null }));
}

/** Figures that were reckoned, under all that they were reckoned from: so many selections. */
const RESULTS = 200;
const results = new LRUCache<string, Figures>({ max: RESULTS });

async function reckon(study: ReadStudy, doing: Doing): Promise<Figures> {
  const { access, selection, tags, read } = study;
  const { labels, chosen, above } = tags;
  const asked = tags.tags.filter(({ id }) => chosen === null || chosen.includes(tags.labelOf(id)));
  const reckoning = {
    own: asked.map(({ id }) => tags.labelOf(id)),
    trees: asked.filter(({ id }) => tags.hasChildren(id)).map(({ id }) => tags.labelOf(id)),
  };
  const coders = selection.coderIds;
  const key = shortened([
    access.projectId,
    sightOf(access.scope),
    [reckoning, labels, chosen, above],
    read.map((each) => [numberOf(each.spans), workName(each, coders)]),
  ]);
  const known = results.get(key);
  if (known) return known;
  const choice = { labels, chosen, above };
  const summing = {
    name: `sums ${shortened(choice)}`,
    coders,
    sum: (places: readonly PlaceWork[]) =>
      doing.work.run(doing.personId, 'agreement.tally', { places, choice }),
  };
  const summed = await inTurn(access.projectId, () => sumPlaces(read, summing, doing));
  const documents = [...Map.groupBy(summed, ({ place }) => place.documentId).values()];
  const figures = await doing.work.run(doing.personId, 'agreement.overview', {
    ...reckoning,
    documents: documents.map((places) => places.map(({ sums }) => sums)),
  });
  results.set(key, figures);
  return figures;
}

/** The overview of a selection. */
export async function reportOn(
  asker: Asker,
  selection: AgreementSelection,
  doing: Doing,
): Promise<AgreementReport> {
  const study = await readSelection(asker, selection);
  if ('missing' in study) return { state: 'missing', missing: [...study.missing] };
  const { tags } = study;
  const figures = await reckon(study, doing);
  const spansOf = (by: Readonly<Record<string, number>>) =>
    study.members.flatMap(({ id }) => (by[id] === undefined ? [] : [{ coderId: id, spans: by[id] }]));
  const basis = basisOf(study, figures);
  const ofTag = (found: TagFigures): AgreementOfTag => {
    const { spansBy, help, ...rest } = found;
    const other = help.kind === 'which' ? help.tag && tags.tagOf(help.tag) : null;
    return {
      ...rest,
      spansByCoder: spansOf(spansBy),
      verdict: verdictOf(found.alpha, found.spans, basis.doubleCoded),
      help: { kind: help.kind, other: help.kind === 'coder' ? help.coder : other },
    };
  };
  return {
    state: 'ready',
    selection,
    basis,
    settings,
    pooled: { ...figures.pooled, verdict: verdictOf(figures.pooled, basis.spans, basis.doubleCoded) },
    relevance: figures.relevance,
    joint: figures.joint,
    f1: figures.f1,
    tags: tags.tags.flatMap((tag) => {
      const own = figures.own[tags.labelOf(tag.id)];
      const tree = figures.trees[tags.labelOf(tag.id)];
      // Of a tag that was put away nobody needs to read that it is not used.
      if (!own || (isPutAway(tag) && own.spans === 0 && (tree?.spans ?? 0) === 0)) return [];
      return [
        { tagId: tag.id, parentId: tag.parentId, own: ofTag(own), withChildren: tree ? ofTag(tree) : null },
      ];
    }),
  };
}

const isPutAway = ({ archivedAt }: Rows['tag']) => archivedAt !== null;

/** What figures rest on. */
function basisOf({ counted, selection, members }: ReadStudy, figures: Figures): AgreementBasis {
  const isChosen = (id: string) => selection.coderIds === null || selection.coderIds.includes(id);
  const places = counted.places.map((place) => ({
    ...place,
    coders: place.coders.filter(({ memberId }) => isChosen(memberId)),
  }));
  const finished = places.filter(({ coders }) => coders.length > 0);
  const compared = finished.filter(isComparable);
  const documents = new Set(finished.map(({ documentId }) => documentId));
  const double = new Map(compared.map(({ documentId, length }) => [documentId, length]));
  const spansBy = new Map<string, number>();
  for (const { spansBy: by } of Object.values(figures.own))
    for (const [id, spans] of Object.entries(by)) spansBy.set(id, (spansBy.get(id) ?? 0) + spans);
  const coders = members.flatMap((member) => {
    const theirs = compared.filter((place) => place.coders.some(({ memberId }) => memberId === member.id));
    if (theirs.length === 0) return [];
    const of = new Set(theirs.map(({ documentId }) => documentId));
    return [{ ...member, documents: of.size, spans: spansBy.get(member.id) ?? 0 }];
  });
  const { notRevealed, ...leftOut } = counted.leftOut;
  return {
    coders,
    rounds: counted.rounds.map(({ id, number }) => ({ id, number })),
    documents: documents.size,
    doubleCoded: double.size,
    spans: coders.reduce((sum, { spans }) => sum + spans, 0),
    characters: [...double.values()].reduce((sum, length) => sum + length, 0),
    leftOut: { ...leftOut, notRevealed: [...notRevealed], oneCoder: documents.size - double.size },
  };
}
