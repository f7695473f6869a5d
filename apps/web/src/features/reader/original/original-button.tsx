import type { ListedDocument } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useKeymap } from '../../../data/keyboard.ts';
import { partsOf } from '../../../lib/chord.ts';
import classes from './original-button.module.css';
import { originalAddress } from './page-panel.tsx';
import type { Original } from './use-original.ts';

interface OriginalButtonProps {
  readonly projectId: string;
  readonly row: ListedDocument;
  readonly original: Original;
  /** In the bar at the foot of a narrow window, rather than in the one at its head. */
  readonly foot?: boolean;
}

/** Shows the pages of the original; one without pages can be taken. Nothing where there is no file. */
export function OriginalButton({ projectId, row, original, foot = false }: OriginalButtonProps) {
  const { t } = useTranslation('reader');
  const [chord] = useKeymap().keysOf('letter.page');
  const className = `${classes.button} ${foot ? classes.foot : classes.head}`;
  if (row.pages === null) {
    return (
      row.originalName !== null && (
        <a
          className={className}
          href={originalAddress(projectId, row.id)}
          download
          title={t('original.take', { name: row.originalName })}
        >
          {t('original.title')}
        </a>
      )
    );
  }
  const label =
    chord === undefined ? t('original.show') : t('original.showKey', { key: partsOf(chord).join(' ') });
  return (
    <button
      type="button"
      className={className}
      aria-pressed={original.open}
      title={label}
      onClick={original.toggle}
    >
      {t('original.pages')}
    </button>
  );
}
