import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useMemberWords, useTagName } from '../../data/project.ts';
import { Segments } from '../../ui/segments.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { type CompareFilter, type Comparison, differenceKinds, passesFilter } from './comparison.ts';
import classes from './filters.module.css';

interface FiltersProps {
  readonly project: ProjectDetail;
  readonly comparison: Comparison;
  readonly filter: CompareFilter;
  readonly onFilter: (filter: CompareFilter) => void;
}

/** Which differences are shown, with how many there are of each. */
export function Filters({ project, comparison, filter, onFilter }: FiltersProps) {
  const { t } = useTranslation('compare');
  const nameOf = useTagName();
  const called = useMemberWords();
  const count = (narrower: CompareFilter) =>
    comparison.differences.filter((each) => passesFilter(each, { ...filter, ...narrower })).length;
  const coders = project.members.filter(({ id }) =>
    comparison.coders.some(({ memberId }) => memberId === id),
  );
  const tags = project.tags.filter(
    ({ id }) => id === filter.tag || comparison.differences.some((each) => passesFilter(each, { tag: id })),
  );
  return (
    <div className={classes.filters}>
      <Segments
        label={t('filter.kind')}
        value={filter.kind ?? 'all'}
        options={[undefined, ...differenceKinds].map((kind) => ({
          value: kind ?? ('all' as const),
          name: t(`filter.${kind ?? 'all'}`, { count: count({ kind }) }),
        }))}
        className={classes.kinds}
        onChoose={(kind) => onFilter({ ...filter, kind: kind === 'all' ? undefined : kind })}
      />
      <SmallSelect
        label={t('filter.tagLabel')}
        value={filter.tag ?? ''}
        className={classes.select}
        set={filter.tag !== undefined}
        onChoose={(value) => onFilter({ ...filter, tag: value || undefined })}
      >
        <option value="">{t('filter.allTags')}</option>
        {tags.map((tag) => (
          <option key={tag.id} value={tag.id}>
            {t('filter.one', { name: nameOf(tag), count: count({ tag: tag.id }) })}
          </option>
        ))}
      </SmallSelect>
      <SmallSelect
        label={t('filter.coderLabel')}
        value={filter.coder ?? ''}
        className={classes.select}
        set={filter.coder !== undefined}
        onChoose={(value) => onFilter({ ...filter, coder: value || undefined })}
      >
        <option value="">{t('filter.allCoders')}</option>
        {coders.map((member) => (
          <option key={member.id} value={member.id}>
            {t('filter.one', { name: called(member), count: count({ coder: member.id }) })}
          </option>
        ))}
      </SmallSelect>
      <label className={classes.leftOnly}>
        <input
          type="checkbox"
          checked={filter.left === true}
          onChange={(event) => onFilter({ ...filter, left: event.currentTarget.checked || undefined })}
        />
        {t('filter.left')}
      </label>
    </div>
  );
}
