import type { LeftHits, TagHitsInput } from '@koersvast/contracts';
import { notesOf } from '@koersvast/core/annotation';
import { DomainError } from '@koersvast/core/error';
import { type Command, holdInLayers, loadAccess, type Rows } from '@koersvast/db';
import { holdOwnPlaces, type OwnPlace, sitDownAtAll } from '../../assignment/own-places.ts';
import { setsOfProject } from '../../export/chosen-documents.ts';
import { removeReadingsUnderAll } from '../../reading/under.ts';
import { openStudy } from '../../study/study.ts';
import { checkLivingTag } from '../../tag/living-tag.ts';
import { readSearch } from '../queries.ts';
import { type AnchoredHits, hitKey } from './anchored.ts';

type Hit = TagHitsInput['hits'][number];
type Reason = LeftHits['reason'];

/** How many were tagged, how many of one's own got the tag instead of another, and why the others were left. */
export interface TaggedHits {
  readonly tagged: number;
  readonly retagged: number;
  readonly left: LeftHits[];
}

/** A hit that is to be tagged, in its place. */
interface Wanted {
  readonly hit: Hit;
  readonly place: OwnPlace;
}

/**
 * Tags hits in the giver's own layers of a round, as coding by hand does, with as many statements for thousands as for
 * one. What cannot be tagged any more is left, and said; texts never change, so that a hit stays where it was. Throws
 * `not_found` and `tag_archived` for the tag, `not_found` and `round_removed` for the round.
 */
export async function tagHits(
  command: Command,
  { roundId, tagId, madeAt, search, hits }: TagHitsInput,
  anchored: AnchoredHits,
): Promise<TaggedHits> {
  const left = leftOut();
  const once = [...new Map(hits.map((hit) => [`${hitKey(hit)} ${hit.annotationId}`, hit])).values()];
  const { open, closed } = await holdOwnPlaces(
    command,
    roundId,
    once.map(({ documentId }) => documentId),
  );
  const codebookVersion = await checkLivingTag(command, tagId);
  const unsearched = await lookAround(command, search);
  const places = new Map(open.map((place) => [place.documentId, place]));
  const wanted = once.flatMap((hit): Wanted[] => {
    const place = places.get(hit.documentId);
    const reason = closed.get(hit.documentId) ?? (unsearched.has(hit.documentId) ? 'switched_off' : null);
    if (place && reason === null && anchored.has(hitKey(hit))) return [{ hit, place }];
    left.add(hit, reason ?? 'changed');
    return [];
  });
  // Nothing of what was named is there: to nobody it is told what is elsewhere.
  if (wanted.length === 0 && left.areAll('changed', once.length)) throw new DomainError('not_found');
  const having = await taggedAlready(command, open, tagId);
  const retag = await chooseForRetagging(command, wanted, having, left.add);
  const fresh = wanted.filter(({ hit }) => {
    if (hit.annotationId !== null) return false;
    const isFree = !having.has(hitKey(hit));
    if (!isFree) left.add(hit, 'tagged');
    having.add(hitKey(hit));
    return isFree;
  });
  const used = new Set([...fresh, ...retag].map(({ place }) => place));
  const layers = await sitDownAtAll(command, [...used]);
  const now = command.at.toISOString();
  await create(command, fresh, (hit): Rows['annotation'] => {
    const span = anchored.get(hitKey(hit));
    const layer = layers.get(hit.documentId);
    if (!span || !layer) throw new Error('a hit that was not looked at');
    return {
      ...{
        id: command.newId(),
        layerId: layer.id,
        documentId: hit.documentId,
        tagId,
        ...span,
        ...notesOf({}),
      },
      ...{ version: 1, codebookVersion, createdById: command.memberId, madeAt },
      ...{ createdAt: now, updatedAt: now, deletedAt: null },
    };
  });
  await edit(command, retag, { tagId, codebookVersion, updatedAt: now });
  if (fresh.length > 0) await noteOrigin(command, search);
  return { tagged: fresh.length, retagged: retag.length, left: left.sums() };
}

/**
 * Looks whether what the search names is there, and gives the letters in which its giver may not search. Throws
 * `not_found`.
 */
async function lookAround(
  { tx, projectId, personId }: Command,
  { searchId, documents }: TagHitsInput['search'],
): Promise<ReadonlySet<string>> {
  const access = await loadAccess(tx, { projectId, personId });
  if (!access) throw new DomainError('not_found');
  if (searchId !== null) await readSearch(tx, access, searchId);
  if (documents.kind === 'set' && (await setsOfProject(tx, access, [documents.setId])).length === 0)
    throw new DomainError('not_found');
  return new Set(await openStudy(tx, access).closedToSearch());
}

/** The places that have the tag in the giver's layers. */
async function taggedAlready(
  { tx, projectId }: Command,
  places: readonly OwnPlace[],
  tagId: string,
): Promise<Set<string>> {
  const layerIds = places.flatMap(({ layer }) => layer?.id ?? []);
  const rows = await tx.annotation.findMany({
    where: { projectId, layerId: { in: layerIds }, tagId, deletedAt: null },
    select: { documentId: true, start: true, end: true },
  });
  return new Set(rows.map((row) => hitKey({ ...row, annotationId: null })));
}

type Retagged = Wanted & { readonly current: Rows['annotation'] };

/** Annotations of the giver's own that stand where their hit was found, held. */
async function chooseForRetagging(
  { tx, projectId }: Command,
  wanted: readonly Wanted[],
  having: Set<string>,
  leave: (hit: Hit, reason: Reason) => void,
): Promise<Retagged[]> {
  const named = wanted.flatMap(({ hit, place }) =>
    hit.annotationId === null || place.layer === null
      ? []
      : [{ layerId: place.layer.id, id: hit.annotationId }],
  );
  const held = named.length === 0 ? [] : await holdInLayers(tx, 'annotation', projectId, named);
  const rows = new Map(held.map((row) => [`${row.layerId} ${row.id}`, row]));
  return wanted.flatMap((each): Retagged[] => {
    const { hit, place } = each;
    if (hit.annotationId === null) return [];
    const current = rows.get(`${place.layer?.id} ${hit.annotationId}`);
    const isThere = current?.deletedAt === null && hitKey({ ...current, annotationId: null }) === hitKey(hit);
    const reason = !isThere ? 'changed' : having.has(hitKey(hit)) ? 'tagged' : null;
    if (!current || reason !== null) {
      leave(hit, reason ?? 'changed');
      return [];
    }
    having.add(hitKey(hit));
    return [{ ...each, current }];
  });
}

/** What a coder could see of others' work is one for all that is written in a statement. */
function bySight<Each extends Wanted>(all: readonly Each[]): Each[][] {
  return [...Map.groupBy(all, ({ place }) => JSON.stringify(place.sight)).values()];
}

async function create(
  command: Command,
  fresh: readonly Wanted[],
  rowOf: (hit: Hit) => Rows['annotation'],
): Promise<void> {
  const streams = new Map(fresh.map(({ place }) => [place.documentId, place.stream]));
  const layers = new Map<string, OwnPlace['stream']>();
  const made: Rows['annotation'][] = [];
  for (const some of bySight(fresh)) {
    const rows = await command.createAll(
      'annotation',
      some.map(({ hit }) => rowOf(hit)),
      { ...some[0]?.place.sight },
      ({ documentId }) => {
        const stream = streams.get(documentId);
        return stream === undefined ? {} : { stream };
      },
    );
    made.push(...rows);
  }
  for (const { layerId, documentId } of made) {
    const stream = streams.get(documentId);
    if (stream !== undefined) layers.set(layerId, stream);
  }
  await removeReadingsUnderAll(command, made, (layerId) => {
    const stream = layers.get(layerId);
    if (stream === undefined) throw new Error('a reading in a layer in which nothing was coded');
    return stream;
  });
}

async function edit(
  command: Command,
  retag: readonly Retagged[],
  patch: Pick<Rows['annotation'], 'tagId' | 'codebookVersion' | 'updatedAt'>,
): Promise<void> {
  const streams = new Map(retag.map(({ place }) => [place.documentId, place.stream]));
  for (const some of bySight(retag))
    await command.editAll(
      'annotation',
      some.map(({ current }) => ({ current, patch })),
      ({ documentId }) => {
        const stream = streams.get(documentId);
        return stream === undefined ? {} : { stream };
      },
      { ...some[0]?.place.sight },
    );
}

/** Told once for all that the operation codes, in a column of its own, which the chain of hashes vouches for. */
async function noteOrigin(
  { tx, projectId, personId, opId }: Command,
  search: TagHitsInput['search'],
): Promise<void> {
  await tx.operation.updateMany({ where: { projectId, userId: personId, opId }, data: { origin: search } });
}

/** Counts what is left out, by reason. */
function leftOut() {
  const hits = new Map<Reason, Hit[]>();
  return {
    add: (hit: Hit, reason: Reason): void => {
      const ofReason = hits.get(reason) ?? [];
      ofReason.push(hit);
      hits.set(reason, ofReason);
    },
    areAll: (reason: Reason, count: number): boolean => hits.get(reason)?.length === count,
    sums: (): LeftHits[] =>
      [...hits].map(([reason, all]) => ({
        ...{ reason, hits: all.length },
        documents: new Set(all.map(({ documentId }) => documentId)).size,
      })),
  };
}
