import type { ProjectDetail, Tag } from '@koersvast/contracts';
import { memberName } from '../../data/project.ts';
import type { Difference } from './comparison.ts';

/** Who has which tags in a difference, in one line: `Emma de Lange pressure; Jan Bos –`. */
export function tagsSaid(
  project: ProjectDetail,
  { versions }: Difference,
  nameOf: (tag: Pick<Tag, 'name' | 'names'>) => string,
): string {
  return versions
    .map(({ memberId, annotations }) => {
      const names = annotations.map(({ tagId }) => {
        const tag = project.tags.find((each) => each.id === tagId);
        return tag === undefined ? '–' : nameOf(tag);
      });
      return `${memberName(project, memberId)} ${names.length === 0 ? '–' : [...new Set(names)].join(', ')}`;
    })
    .join('; ');
}
