import { saidStream, workStream } from '@koersvast/core/scope';
import { type Command, holdRows, type Rows } from '@koersvast/db';
import type { Aligned, NewPlace } from './align.ts';
import { type Beside, type Coded, proposedIn, readBeside } from './coded.ts';

/** Rows that are written in one statement. */
const PORTION = 5_000;

function* portions<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += PORTION) yield all.slice(at, at + PORTION);
}

export interface Moving extends Coded {
  readonly fates: Pick<Aligned, 'annotations' | 'readings' | 'proposals'>;
  /** The new reading. */
  readonly documentId: string;
}

/** Where something is told that is in a layer. */
type StreamOf = (row: { readonly layerId: string }) => string;

interface Layers {
  /** For each old layer the new one. */
  readonly newOf: ReadonlyMap<string, Rows['layer']>;
  readonly work: StreamOf;
  readonly said: StreamOf;
}

/**
 * Moves what coders have in a letter now to another reading of it. Their layers are made anew there, since a layer never
 * changes its document; an annotation is put away in the old one, and stands under its id in the new. Whose very words
 * stand there is the same version still, so that verdicts on it hold; in other words it is the next one. What found no
 * place stays where it is, with all that was said of it.
 */
export async function moveCoding(command: Command, moving: Moving): Promise<void> {
  const layers = await makeLayers(command, moving);
  const moved = await moveAnnotations(command, moving, layers);
  await moveReadings(command, moving, layers);
  await moveSaid(command, moving, layers, moved);
}

async function makeLayers(command: Command, { layers, documentId }: Moving): Promise<Layers> {
  const createdAt = command.at.toISOString();
  const made = layers.map((layer): Rows['layer'] & { memberId: string } => ({
    ...layer,
    id: command.newId(),
    ...{ documentId, version: 1, createdAt },
  }));
  const stream = ({ roundId, documentId, memberId }: Rows['layer']) =>
    workStream(roundId, documentId, memberId ?? '');
  await command.createAll('layer', made, {}, (row) => ({ stream: stream(row) }));
  const all = new Map([...layers, ...made].map((layer) => [layer.id, layer]));
  const layerOf = (layerId: string) => {
    const layer = all.get(layerId);
    if (!layer) throw new Error('something that is in none of the layers');
    return layer;
  };
  return {
    newOf: new Map(
      layers.flatMap(({ id }, at) => {
        const own = made[at];
        return own ? [[id, own] as const] : [];
      }),
    ),
    work: ({ layerId }) => stream(layerOf(layerId)),
    said: ({ layerId }) => {
      const { roundId, documentId } = layerOf(layerId);
      return saidStream(roundId, documentId);
    },
  };
}

const keyOf = ({ layerId, id }: { readonly layerId: string; readonly id: string }) => `${layerId} ${id}`;

/** Returns those that were moved, by their old layers and ids. */
async function moveAnnotations(
  command: Command,
  { annotations, layers, fates, documentId }: Moving,
  { newOf, work }: Layers,
): Promise<ReadonlySet<string>> {
  const now = command.at.toISOString();
  const beside = await readBeside(
    command,
    layers.map(({ id }) => id),
  );
  const moved: { readonly current: Rows['annotation']; readonly made: Rows['annotation'] }[] = [];
  for (const [at, current] of annotations.entries()) {
    const fate = fates.annotations[at];
    const layer = newOf.get(current.layerId);
    if (!fate || !layer || fate.fate === 'lost') continue;
    const place = { ...fate.place, layerId: layer.id, documentId };
    const next = fate.fate === 'changed' ? { version: current.version + 1, updatedAt: now } : {};
    moved.push({ current, made: { ...current, ...place, ...next } });
  }
  for (const some of portions(moved))
    await command.editAll(
      'annotation',
      some.map(({ current }) => ({ current, patch: { deletedAt: now, updatedAt: now } })),
      (row) => ({ stream: work(row), action: 'remove' }),
    );
  // What the table holds of each beside its row stays as it was.
  const alike = Map.groupBy(moved, ({ current }) =>
    JSON.stringify(beside.get(keyOf(current)) ?? nothingSeen),
  );
  for (const [seen, all] of alike)
    for (const some of portions(all))
      await command.createAll(
        'annotation',
        some.map(({ made }) => made),
        { ...(JSON.parse(seen) as Beside) },
        (row) => ({ stream: work(row) }),
      );
  return new Set(moved.map(({ current }) => keyOf(current)));
}

const nothingSeen: Beside = { independent: null, seenBefore: null };

async function moveReadings(
  command: Command,
  { readings, fates, documentId }: Moving,
  { newOf, work }: Layers,
): Promise<void> {
  const moved = readings.flatMap((current, at) => {
    const block = fates.readings[at] ?? null;
    const layer = newOf.get(current.layerId);
    return block === null || !layer
      ? []
      : [{ current, made: { ...current, block, layerId: layer.id, documentId } }];
  });
  const deletedAt = command.at.toISOString();
  for (const some of portions(moved)) {
    await command.editAll(
      'reading',
      some.map(({ current }) => ({ current, patch: { deletedAt } })),
      (row) => ({ stream: work(row), action: 'remove' }),
    );
    await command.createAll(
      'reading',
      some.map(({ made }) => made),
      {},
      (row) => ({ stream: work(row) }),
    );
  }
}

/**
 * Verdicts and replies follow the annotation that they speak of, under their own ids, so that whoever has read them has.
 * A verdict that proposes boundaries of which the words stand nowhere now stays with the old reading.
 */
export async function moveSaid(
  command: Command,
  {
    reviews,
    fates,
    documentId,
  }: Pick<Moving, 'reviews' | 'documentId'> & {
    readonly fates: Pick<Aligned, 'proposals'>;
  },
  { newOf, said }: Pick<Layers, 'newOf' | 'said'>,
  moved: ReadonlySet<string>,
): Promise<void> {
  const { tx, projectId } = command;
  const isMoved = (row: { readonly layerId: string; readonly annotationId: string }) =>
    moved.has(keyOf({ layerId: row.layerId, id: row.annotationId }));
  const instead = (row: { readonly layerId: string }) => {
    const layerId = newOf.get(row.layerId)?.id ?? row.layerId;
    return { layerId, documentId };
  };
  const places = placesOfProposals(reviews, fates.proposals);
  const alone = reviews.filter((row) => isMoved(row) && proposedIn(row) === null);
  const proposing = reviews.filter((row) => isMoved(row) && places.has(row.id));
  for (const some of portions(alone))
    await command.editAll(
      'review',
      some.map((current) => ({ current, patch: instead(current) })),
      (row) => ({ stream: said(row) }),
    );
  for (const some of portions(proposing))
    await command.editAll(
      'review',
      some.map((current) => ({
        current,
        patch: { ...instead(current), ...proposalAt(places.get(current.id)) },
      })),
      (row) => ({ stream: said(row) }),
    );
  const layerId = [...newOf.keys()];
  const replies = (await holdRows(tx, 'reply', { projectId, layerId })).filter(isMoved);
  for (const some of portions(replies))
    await command.editAll(
      'reply',
      some.map((current) => ({ current, patch: instead(current) })),
      (row) => ({ stream: said(row) }),
    );
}

/** Where the boundaries stand now that verdicts propose, of those that stand somewhere. */
function placesOfProposals(
  reviews: readonly Rows['review'][],
  proposals: readonly (NewPlace | null)[],
): ReadonlyMap<string, NewPlace> {
  const proposing = reviews.filter((review) => proposedIn(review) !== null);
  return new Map(
    proposing.flatMap(({ id }, at) => {
      const place = proposals[at];
      return place ? [[id, place] as const] : [];
    }),
  );
}

function proposalAt(place: NewPlace | undefined) {
  if (!place) throw new Error('a proposal without a place');
  return {
    proposedStart: place.start,
    proposedEnd: place.end,
    proposedStartCp: place.startCp,
    proposedEndCp: place.endCp,
  };
}
