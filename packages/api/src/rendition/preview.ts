import { type RenditionPreview, toldOfRendition } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Rows } from '@koersvast/db';
import type { SignedInContext } from '../command.ts';
import { originalFileId } from '../intake/original.ts';
import { type Prepared, prepareRendition, type RenditionPlace } from './prepare.ts';

/** What would become of all that was coded in a letter, if it were read as an intake has it. */
export async function previewRendition(ctx: SignedInContext, at: RenditionPlace): Promise<RenditionPreview> {
  return reportOf(await prepareRendition(ctx, at));
}

function reportOf({ item, source, letter, coded, aligned, key, staying }: Prepared): RenditionPreview {
  const { reading } = item;
  if (reading === null) throw new DomainError('intake_empty');
  const isOwnFile = source.fileId === originalFileId(letter.document.id);
  const told = {
    key,
    same: aligned.same,
    reading: { ...reading, lengthCp: aligned.document.places.lengthCp, textSha256: aligned.textSha256 },
    file: isOwnFile ? letter.document.originalName : (source.path.split('/').at(-1) ?? source.path),
    staying,
  };
  // Of the same text nothing is carried: each thing stays where it is.
  if (aligned.same) {
    const nothing = { moved: 0, changed: 0, lost: 0 };
    const readings = { moved: 0, lost: 0 };
    return { ...told, ...nothing, readings, layers: [], changedPassages: [], lostPassages: [] };
  }
  const moves = movesOf(coded, aligned.annotations);
  const changed = moves.flatMap(({ about, before, fate }) =>
    fate.fate === 'changed' ? { ...about, before, after: placed(fate.place) } : [],
  );
  const lost = moves.flatMap(({ about, before, fate }) => (fate.fate === 'lost' ? { ...about, before } : []));
  const kept = aligned.readings.filter((block) => block !== null).length;
  return {
    ...told,
    ...countsOf(moves),
    readings: { moved: kept, lost: aligned.readings.length - kept },
    layers: coded.layers.map(({ id, roundId, memberId }) => ({
      ...{ layerId: id, roundId, memberId },
      ...countsOf(moves.filter(({ about }) => about.layerId === id)),
    })),
    changedPassages: changed.sort(byPlace).slice(0, toldOfRendition),
    lostPassages: lost.sort(byPlace).slice(0, toldOfRendition),
  };
}

type Fate = Prepared['aligned']['annotations'][number];

interface Move {
  readonly about: Omit<RenditionPreview['lostPassages'][number], 'before'>;
  readonly before: RenditionPreview['lostPassages'][number]['before'];
  readonly fate: Fate;
}

const placed = ({ start, end, quote }: Pick<Rows['annotation'], 'start' | 'end' | 'quote'>) => ({
  start,
  end,
  quote,
});

function movesOf({ layers, annotations }: Prepared['coded'], fates: readonly Fate[]): Move[] {
  const layerOf = new Map(layers.map((layer) => [layer.id, layer]));
  return annotations.flatMap((annotation, at): Move[] => {
    const layer = layerOf.get(annotation.layerId);
    const fate = fates[at];
    if (!layer || !fate) return [];
    const { id: annotationId, layerId, tagId } = annotation;
    const about = { annotationId, layerId, tagId, roundId: layer.roundId, memberId: layer.memberId };
    return [{ about, before: placed(annotation), fate }];
  });
}

function countsOf(moves: readonly Move[]): Pick<RenditionPreview, 'moved' | 'changed' | 'lost'> {
  const counts = { moved: 0, changed: 0, lost: 0 };
  for (const { fate } of moves) counts[fate.fate] += 1;
  return counts;
}

function byPlace(one: Pick<Move, 'before'>, other: Pick<Move, 'before'>): number {
  return one.before.start - other.before.start || other.before.end - one.before.end;
}
