import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import classes from './original-pages.module.css';

interface PageToolsProps {
  readonly page: number;
  readonly pages: number;
  readonly size: number;
  readonly smallest: number;
  readonly largest: number;
  readonly onTurn: (page: number) => void;
  readonly onResize: (by: 1 | -1) => void;
  readonly onFit: () => void;
}

/** Which page, and how large. */
export function PageTools(props: PageToolsProps) {
  const { page, pages, size, smallest, largest, onTurn, onResize, onFit } = props;
  const { t } = useTranslation('page');
  const format = useFormat();
  const tool = (sign: string, label: string, can: boolean, act: () => void) => (
    <button
      type="button"
      className={classes.tool}
      aria-label={label}
      title={label}
      disabled={!can}
      onClick={act}
    >
      {sign}
    </button>
  );
  const percent = `${format.number(Math.round(size * 100))}%`;
  return (
    <div className={classes.tools} role="toolbar" aria-label={t('tools')}>
      {tool('‹', t('previous'), page > 1, () => onTurn(page - 1))}
      <span className={classes.at}>{t('at', { page: format.number(page), of: format.number(pages) })}</span>
      {tool('›', t('next'), page < pages, () => onTurn(page + 1))}
      <span className={classes.room} />
      {tool('−', t('smaller'), size > smallest, () => onResize(-1))}
      {tool(percent, t('size', { size: percent }), true, onFit)}
      {tool('+', t('larger'), size < largest, () => onResize(1))}
    </div>
  );
}
