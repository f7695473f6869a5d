import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Segments } from '../../ui/segments.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import classes from './overview.module.css';
import { useAgreementAddress } from './use-agreement-address.ts';

/** The best first. */
export const verdicts = ['reliable', 'tentative', 'unreliable', 'cannot-tell'] as const;

interface OverviewToolsProps {
  /** Whether some tags are below others. */
  readonly tree: boolean;
  /** How many tags are shown, and how many there are. */
  readonly shown: number;
  readonly all: number;
}

/** Which tags are shown, and in what way. */
export function OverviewTools({ tree, shown, all }: OverviewToolsProps) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { search, show } = useAgreementAddress();
  return (
    <div className={classes.tools} data-screen="only">
      <Segments
        label={t('shown')}
        value={search.drawn === true ? 'chart' : 'table'}
        options={[
          { value: 'table', name: t('shown.table') },
          { value: 'chart', name: t('shown.chart') },
        ]}
        onChoose={(each) => show({ drawn: each === 'chart' || undefined })}
      />
      {tree && (
        <Segments
          label={t('below')}
          value={search.below === true ? 'with' : 'own'}
          options={[
            { value: 'own', name: t('below.own') },
            { value: 'with', name: t('below.with') },
          ]}
          onChoose={(each) => show({ below: each === 'with' || undefined })}
        />
      )}
      {tree && (
        <Segments
          label={t('levels')}
          value={search.top === true ? 'top' : 'all'}
          options={[
            { value: 'all', name: t('levels.all') },
            { value: 'top', name: t('levels.top') },
          ]}
          onChoose={(each) => show({ top: each === 'top' || undefined })}
        />
      )}
      {all > 1 && (
        <SmallSelect
          label={t('table.verdict')}
          value={search.verdict ?? ''}
          set={search.verdict !== undefined}
          onChoose={(value) => show({ verdict: verdicts.find((each) => each === value) })}
        >
          <option value="">{t('verdicts.all')}</option>
          {verdicts.map((each) => (
            <option key={each} value={each}>
              {t(`verdict.${each}`)}
            </option>
          ))}
        </SmallSelect>
      )}
      {shown < all && (
        <span role="status">
          {t('tags.shown', { number: format.number(shown), all: format.number(all) })}
        </span>
      )}
    </div>
  );
}
