import type { Annotation, ProjectDetail } from '@koersvast/contracts';
import { annotationKey } from '@koersvast/core/annotation';
import { captionOf } from '@koersvast/core/codebook';
import type { Lane, LaneItem } from '@koersvast/highlighter';

type Laid = Pick<Annotation, 'id' | 'layerId' | 'tagId' | 'start' | 'end'>;

/** What looks like nothing in particular. */
const plainTag = { appearance: 0, key: null };

/** What lies in a lane for an annotation; `group` is what it belongs to, such as a difference. */
export function laneItemsOf(
  project: ProjectDetail,
  nameOf: (tagId: string) => string,
): (row: Laid, group: string | null) => LaneItem {
  const tags = new Map(project.tags.map((tag) => [tag.id, tag]));
  return ({ id, layerId, tagId, start, end }, group) => {
    const tag = tags.get(tagId) ?? plainTag;
    return {
      id: annotationKey({ layerId, id }),
      tagId,
      start,
      end,
      appearance: tag.appearance,
      caption: captionOf(tag),
      title: nameOf(tagId),
      difference: group,
    };
  };
}

/** The lane of a coder, with what they have. */
export function coderLane(project: ProjectDetail, memberId: string, items: LaneItem[]): Lane {
  const member = project.members.find(({ id }) => id === memberId);
  return {
    id: memberId,
    label: member?.initials ?? '–',
    name: member?.name ?? '–',
    final: false,
    items,
  };
}
