import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { DocumentConditions } from '../../parts/document/document-conditions.tsx';
import chip from '../../parts/document/filter-bar.module.css';
import { CloseMark } from '../../ui/close-mark.tsx';
import { Coming } from '../../ui/coming.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import classes from './passage-screen.module.css';
import { usePassageAddress } from './use-passage-address.ts';
import { useChosen } from './use-words.ts';

const choices = laterPart(async () => (await import('./choices.tsx')).Choices);

interface FiltersProps {
  readonly detail: ProjectDetail;
  readonly titleOf: (id: string) => string | undefined;
}

/** What narrows the list: each choice as a chip that can be taken away, and what can be chosen. */
export function Filters({ detail, titleOf }: FiltersProps) {
  const { t } = useTranslation('passage');
  const { search, ask } = usePassageAddress();
  const chips = useChosen(detail, search, titleOf).map(({ words, without }) => (
    <span key={words + JSON.stringify(without)} className={chip.condition}>
      <span className={chip.words}>{words}</span>
      <CloseMark label={t('chip.remove', { words })} onClick={() => ask(without)} />
    </span>
  ));
  return (
    <div className={classes.filters} data-screen="only">
      <details className={classes.choices}>
        <summary>{t('filters')}</summary>
        <Later part={choices} wanted={false} give={{ detail }} meanwhile={<Coming />} />
      </details>
      <DocumentConditions detail={detail} where={search.where} onWhere={(where) => ask({ where })}>
        {chips}
      </DocumentConditions>
    </div>
  );
}
