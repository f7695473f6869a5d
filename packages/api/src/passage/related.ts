import type { PassageSelection } from '@koersvast/contracts';
import type { TogetherWork } from '@koersvast/core/count';
import { DomainError } from '@koersvast/core/error';
import { snapshot } from '@koersvast/db';
import type { Asker } from '../agreement/read-selection.ts';
import type { Doing } from '../agreement/summed.ts';
import { measuredTags, tagsMeant } from '../agreement/tags.ts';
import { readSpans, readWorks, type WorkPlace } from '../count/choose.ts';
import { partsOf } from '../count/together.ts';
import { readTags } from '../place/tags.ts';
import type { TaggedPlaces } from '../study/passage-filter.ts';
import { openStudy } from '../study/study.ts';
import { withAccess } from '../trpc.ts';
import { documentsOf, worksAsked } from './choose.ts';

/** Passages that stand to others as they have to, with how many pairs, or parts with both, there are. */
export interface Related {
  readonly related: number;
  readonly places: readonly TaggedPlaces[];
}

/** What a selection asks of two tags; null where it asks nothing. Throws what `filterOf` throws. */
export async function readRelated(
  asker: Asker,
  selection: PassageSelection,
  { work, personId }: Pick<Doing, 'work' | 'personId'>,
): Promise<Related | null> {
  const { with: other, tags: [tagId] = [] } = selection;
  if (other === undefined || tagId === undefined) return null;
  const { relation } = other;
  const found = await snapshot(asker.db, (tx) =>
    withAccess(tx, asker.access, async (access) => {
      const study = openStudy(tx, access);
      const tags = await readTags(tx, access.projectId);
      const two = [tagId, other.tagId].map((id) => {
        if (tags.every((tag) => tag.id !== id)) throw new DomainError('not_found');
        return { id, tagIds: tagsMeant(tags, id, selection.only === true) };
      });
      const chosen = await worksAsked(study, selection, await documentsOf(tx, access, selection));
      const works = await readWorks(study, chosen);
      const spansOf = await readSpans(asker.db, study, chosen.layers, works);
      const wanted = new Set(two.flatMap(({ tagIds }) => tagIds));
      const { labels, above, labelOf } = measuredTags(tags, { tagIds: null });
      const packed = works
        .map((each) => ({ ...each, spans: spansOfTags(spansOf(each), wanted) }))
        .filter(({ spans }) => two.every(({ tagIds }) => tagIds.some((id) => spans.includes(id))));
      const counted = {
        ...{ labels, rows: [labelOf(tagId), labelOf(other.tagId)] },
        above: selection.only === true ? null : above,
      };
      return { access, two, packed, counted };
    }),
  );
  const byPart = relation === 'sentence' || relation === 'paragraph' ? relation : null;
  const documentIds = [...new Set(found.packed.map(({ documentId }) => documentId))];
  const parts =
    byPart === null ? null : await partsOf({ db: asker.db, access: found.access }, byPart, documentIds);
  const works = found.packed.map(
    ({ documentId, spans }): TogetherWork => ({
      // How long a text is matters to chance alone.
      ...{ document: 0, length: 0, spans },
      parts: parts?.get(documentId) ?? null,
    }),
  );
  const { related, first, second } = await work.run(personId, 'count.related', {
    ...{ works, tags: found.counted, relation },
  });
  const places = [first, second].map((flat, at) => placesOf(flat, found.packed, found.two[at]?.tagIds ?? []));
  return { related, places };
}

/** What stands in a layer with some tags, as the study packs it: `tag:start,end,...;tag:...`. */
const spansOfTags = (packed: string, tagIds: ReadonlySet<string>) =>
  packed
    .split(';')
    .filter((each) => tagIds.has(each.slice(0, each.indexOf(':'))))
    .join(';');

/** Places of works by their numbers, as places of layers. */
function placesOf(
  flat: readonly number[],
  works: readonly WorkPlace[],
  tagIds: readonly string[],
): TaggedPlaces {
  const [layerIds, starts, ends]: [string[], number[], number[]] = [[], [], []];
  for (let at = 0; at + 2 < flat.length; at += 3) {
    const layerId = works[flat[at] ?? 0]?.layerId ?? null;
    if (layerId === null) continue;
    layerIds.push(layerId);
    starts.push(flat[at + 1] ?? 0);
    ends.push(flat[at + 2] ?? 0);
  }
  return { tagIds, layerIds, starts, ends };
}
