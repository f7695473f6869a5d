import type { ProjectDetail } from '@koersvast/contracts';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMemberWords, useTagName } from '../../../data/project.ts';
import { SmallSelect } from '../../../ui/small-select.tsx';
import { countBy, type ListedAnnotation, type ReaderFilter } from '../annotation-list.ts';
import classes from './panel.module.css';

interface PanelFiltersProps {
  readonly project: ProjectDetail;
  /** Everything in the document, filtered or not. */
  readonly list: readonly ListedAnnotation[];
  readonly filter: ReaderFilter;
  readonly onFilter: (filter: ReaderFilter) => void;
}

/** Which annotations are shown, with how many there are of each kind. A long codebook is long here, too. */
export const PanelFilters = memo(function PanelFilters(props: PanelFiltersProps) {
  const { project, list, filter, onFilter } = props;
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
  const called = useMemberWords();
  const perTag = countBy(list, 'tagId', { coder: filter.coder });
  const perCoder = countBy(list, 'createdById', { tag: filter.tag });
  const tags = project.tags.filter((tag) => tag.archivedAt === null || perTag.has(tag.id));
  const coders = project.members.filter((member) => perCoder.has(member.id) || member.id === filter.coder);
  const total = (counts: ReadonlyMap<string, number>) =>
    [...counts.values()].reduce((sum, each) => sum + each, 0);
  return (
    <div className={classes.filters}>
      <SmallSelect
        label={t('filter.tag')}
        className={classes.select}
        value={filter.tag ?? ''}
        set={filter.tag !== undefined}
        onChoose={(value) => onFilter({ ...filter, tag: value || undefined })}
      >
        <option value="">{t('filter.allTags', { count: total(perTag) })}</option>
        {tags.map((tag) => (
          <option key={tag.id} value={tag.id}>
            {t('filter.one', { name: nameOf(tag), count: perTag.get(tag.id) ?? 0 })}
          </option>
        ))}
      </SmallSelect>
      {(coders.length > 1 || filter.coder !== undefined) && (
        <SmallSelect
          label={t('filter.coder')}
          className={classes.select}
          value={filter.coder ?? ''}
          set={filter.coder !== undefined}
          onChoose={(value) => onFilter({ ...filter, coder: value || undefined })}
        >
          <option value="">{t('filter.allCoders', { count: total(perCoder) })}</option>
          {coders.map((member) => (
            <option key={member.id} value={member.id}>
              {t('filter.one', { name: called(member), count: perCoder.get(member.id) ?? 0 })}
            </option>
          ))}
        </SmallSelect>
      )}
    </div>
  );
});
