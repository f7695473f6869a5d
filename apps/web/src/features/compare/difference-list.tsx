import type { ProjectDetail } from '@koersvast/contracts';
import { excerptOf } from '@koersvast/core/text';
import { memo, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import type { Difference } from './comparison.ts';
import classes from './difference-list.module.css';
import { tagsSaid } from './words.ts';

interface DifferenceListProps {
  readonly project: ProjectDetail;
  readonly text: string;
  readonly language: string;
  readonly list: readonly Difference[];
  readonly currentId: string | null;
  readonly onChoose: (id: string) => void;
}

/** All differences in text order, with who has what: what the lanes are a picture of. */
export function DifferenceList({ list, currentId, onChoose, ...about }: DifferenceListProps) {
  const { t } = useTranslation('compare');
  const choose = useRef(onChoose);
  choose.current = onChoose;
  const onPick = useCallback((id: string) => choose.current(id), []);
  return (
    <ol className={classes.list} aria-label={t('list.label')}>
      {list.map((difference) => (
        <Row
          key={difference.id}
          {...about}
          difference={difference}
          current={difference.id === currentId}
          onPick={onPick}
        />
      ))}
    </ol>
  );
}

interface RowProps extends Pick<DifferenceListProps, 'project' | 'text' | 'language'> {
  readonly difference: Difference;
  readonly current: boolean;
  readonly onPick: (id: string) => void;
}

/** Remembered, because there may be hundreds, of which a step changes two. */
const Row = memo(function Row({ project, text, language, difference, current, onPick }: RowProps) {
  const { t } = useTranslation('compare');
  const nameOf = useTagName();
  const { id, kind, start, end, settled } = difference;
  return (
    <li className={classes.item}>
      <button
        type="button"
        className={classes.button}
        aria-current={current || undefined}
        data-settled={settled}
        onClick={() => onPick(id)}
      >
        <span className={classes.head}>
          <span className={classes.kind}>{t(`kind.${kind}`)}</span>
          <span className={classes.state}>{t(settled ? 'state.settled' : 'state.left')}</span>
        </span>
        <q dir="auto" className={classes.quote} lang={language}>
          {excerptOf(text.slice(start, end), 120)}
        </q>
        <span className={classes.who}>{tagsSaid(project, difference, nameOf)}</span>
      </button>
    </li>
  );
});
