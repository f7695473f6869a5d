import type { Change, HistoryEntry, ProjectDetail } from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { keyOfChange } from '../../data/changes.ts';
import { memberName } from '../../data/project.ts';
import { useFormat } from '../../lib/format.ts';
import rowLink from '../../ui/row-link.module.css';
import { followText } from '../../ui/row-link.ts';
import { isSilent } from './changed-fields.ts';
import { comesAlong } from './deed.ts';
import classes from './history.module.css';
import { useHistoryWords } from './use-history-words.ts';

interface HistoryListProps {
  readonly project: ProjectDetail;
  readonly entries: readonly HistoryEntry[];
  /** Shown only where the entries are of several documents. */
  readonly withDocument: boolean;
  /** Goes to the moment of an entry. */
  readonly onMoment?: (at: string) => void;
  readonly moment?: string | undefined;
  /** What brings back the thing that this change put away; null where that cannot be done. */
  readonly restoreOf?: (change: Change) => (() => void) | null;
}

/** What was done, the last first: who, what, when, and what was different. */
export function HistoryList(props: HistoryListProps) {
  const { project, entries, withDocument, onMoment, moment, restoreOf } = props;
  const { t } = useTranslation('history');
  const wordsOf = useHistoryWords(project);
  const format = useFormat();
  return (
    <ol className={classes.list} ref={followText}>
      {entries
        .filter((entry) => !isSilent(entry.change) && !comesAlong(entry))
        .map((entry) => {
          const { change, documentTitle } = entry;
          const { sentence, lines } = wordsOf(entry);
          const documentId = change.after && 'documentId' in change.after ? change.after.documentId : null;
          const when = format.moment(change.at);
          const restore = restoreOf?.(change) ?? null;
          return (
            <li
              key={keyOfChange(change)}
              className={`${classes.entry} ${rowLink.row}`}
              data-now={moment === change.at}
            >
              <p className={`${classes.sentence} ${rowLink.text}`}>
                <strong>{memberName(project, change.memberId)}</strong> {sentence}
              </p>
              {lines.length > 0 && (
                <dl className={`${classes.lines} ${rowLink.text}`}>
                  {lines.map((line) => (
                    <div key={line.field}>
                      <dt>{line.field}</dt>
                      <dd>
                        <del>{line.before}</del> <span aria-hidden="true">→</span> <ins>{line.after}</ins>
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
              <p className={classes.when}>
                {onMoment === undefined ? (
                  <time dateTime={change.at}>{when}</time>
                ) : (
                  <button
                    type="button"
                    className={classes.moment}
                    aria-pressed={moment === change.at}
                    title={t('moment.show')}
                    onClick={() => onMoment(change.at)}
                  >
                    {when}
                  </button>
                )}
                {withDocument && documentId !== null && documentTitle !== null && (
                  <>
                    {' · '}
                    <Link
                      to="/p/$projectId/documents/$documentId/history"
                      params={{ projectId: project.project.id, documentId }}
                      search={{ at: change.at }}
                      className={rowLink.link}
                    >
                      {documentTitle}
                    </Link>
                  </>
                )}
                {restore !== null && (
                  <>
                    {' · '}
                    <button type="button" className={`${classes.moment} ${rowLink.above}`} onClick={restore}>
                      {t('restore')}
                    </button>
                  </>
                )}
              </p>
            </li>
          );
        })}
    </ol>
  );
}
