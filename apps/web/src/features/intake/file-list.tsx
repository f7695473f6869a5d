import type { IntakeFile } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../data/fault-words.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './report.module.css';
import { fileUrl, type IntakePlace } from './uploaders.ts';
import { nameOf } from './uploads.ts';

type ListRows = NonNullable<IntakeFile['unmatched']>;

/** Of more than this the rest is counted. */
const shown = 20;

interface FileListProps {
  readonly place: IntakePlace;
  readonly files: readonly IntakeFile[];
}

/** What was kept of a file: of one that was empty, or came out of what is packed no further, there is nothing. */
const isKept = ({ size }: IntakeFile) => size > 0;

/** Files that become no document: lists of details, what cannot be opened, and what nobody wants to read. */
export function FileList({ place, files }: FileListProps) {
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
          {shut.some(isKept) && <p className={classes.quiet}>{t('report.shutKept')}</p>}
          <ul className={classes.list}>
            {shut.slice(0, shown).map((file) => (
              <li key={file.id}>
                {isKept(file) ? (
                  <a href={fileUrl(place, file.id)} download>
                    {file.path}
                  </a>
                ) : (
                  file.path
                )}{' '}
                <span className={classes.quiet}>
                  {file.problem !== null && refusal(file.problem.code, file.problem.details)}
                  {!isKept(file) && ` ${t('report.notKept')}`}
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
