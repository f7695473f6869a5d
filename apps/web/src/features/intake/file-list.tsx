import type { IntakeFile } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../data/fault-words.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './report.module.css';
import { nameOf } from './uploads.ts';

type ListRows = NonNullable<IntakeFile['unmatched']>;

/** Of more than this the rest is counted. */
const shown = 20;

/** Files that become no document: lists of details, what cannot be opened, and what nobody wants to read. */
export function FileList({ files }: { readonly files: readonly IntakeFile[] }) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const refusal = useRefusalWords();
  const lists = files.filter((file) => file.lists !== null);
  const shut = files.filter(({ problem }) => problem !== null);
  const left = files.filter(({ leftOut }) => leftOut !== null);
  return (
    <>
      {lists.map(({ id, path, lists: count, unmatched }) => (
        <div key={id} className={classes.quiet}>
          <p>
            {t('files.lists', { path: nameOf(path), count: count ?? 0, number: format.number(count ?? 0) })}
          </p>
          {unmatched != null && <Unmatched unmatched={unmatched} />}
        </div>
      ))}
      {shut.length > 0 && (
        <div>
          <h3 className={classes.part}>{t('report.shut', { count: shut.length })}</h3>
          <ul className={classes.list}>
            {shut.slice(0, shown).map(({ id, path, problem }) => (
              <li key={id}>
                {path}{' '}
                <span className={classes.quiet}>
                  {problem !== null && refusal(problem.code, problem.details)}
                </span>
              </li>
            ))}
          </ul>
          {shut.length > shown && <p>{t('more', { count: shut.length - shown })}</p>}
        </div>
      )}
      {left.length > 0 && (
        <details className={classes.quiet}>
          <summary>{t('files.left', { count: left.length })}</summary>
          <ul className={classes.list}>
            {left.slice(0, shown).map(({ id, path, leftOut }) => (
              <li key={id}>
                {path} {leftOut !== null && `(${t(`left.${leftOut}`)})`}
              </li>
            ))}
          </ul>
          {left.length > shown && <p>{t('more', { count: left.length - shown })}</p>}
        </details>
      )}
    </>
  );
}

/** What of a list is about none of the files, so that nobody misses it by surprise. */
function Unmatched({ unmatched: { count, rows } }: { readonly unmatched: ListRows }) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  return (
    <details>
      <summary>{t('unmatched', { count, number: format.number(count) })}</summary>
      <ul className={classes.list}>
        {rows.map(({ line, name, why }) => (
          <li key={`${line} ${name}`}>
            {t('unmatched.row', { name, line: format.number(line) })} {t(`unmatched.${why}`)}
          </li>
        ))}
      </ul>
      {count > rows.length && <p>{t('more', { count: count - rows.length })}</p>}
      <p>{t('unmatched.again')}</p>
    </details>
  );
}
