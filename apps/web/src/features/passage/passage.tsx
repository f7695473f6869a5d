import type { ListedPassages, PassageLayer, PassageRow, ProjectDetail } from '@koersvast/contracts';
import { Link, type LinkProps, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import marks from '../../parts/tag/tag-mark.module.css';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { tagStyle } from '../../parts/tag/tag-style.ts';
import rowLink from '../../ui/row-link.module.css';
import classes from './passage-list.module.css';
import { usePassageAddress } from './use-passage-address.ts';
import { useWords } from './use-words.ts';

/** What stands beside a passage is cut where the text goes on: then it is about as long as this, or longer. */
const cutFrom = 100;
/** Without the word that a cut may have gone through. */
const wholeBefore = (text: string) => (text.length < cutFrom ? text : text.replace(/^\S+\s+(?=\S)/u, ''));
const wholeAfter = (text: string) => (text.length < cutFrom ? text : text.replace(/(?<=\S)\s+\S+$/u, ''));

interface PassageProps {
  readonly detail: ProjectDetail;
  readonly row: PassageRow;
  readonly document: ListedPassages['documents'][number] | undefined;
  /** Its place in the whole list. */
  readonly place: number;
  readonly layer: PassageLayer;
  /** Whether it is the one that Tab leads to. */
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly isChosen: boolean;
  /** Chooses it, or all from the last one that was chosen up to it; undefined where none can be chosen. */
  readonly onChoose: ((upTo: boolean) => unknown) | undefined;
}

/** A passage in its context, with all that was said of it; it leads to where it stands in the letter. */
export function Passage(props: PassageProps) {
  const { detail, row, document, place, layer, isActive, onFocus, isChosen, onChoose } = props;
  const { t } = useTranslation('passage');
  const words = useWords(detail);
  const format = useFormat();
  const { leave } = usePassageAddress();
  const navigate = useNavigate();
  const target = useTarget(row, layer);
  const tag = detail.tags.find(({ id }) => id === row.tagId);
  const name = words.tag(row.tagId);
  const round = detail.rounds.length > 1 ? [words.round(row.roundId)] : [];
  const { date = null, author = null, title = '…', language } = document ?? {};
  const facts = [
    ...(date === null ? [] : [format.partialDate(date)]),
    ...(author === null ? [] : [author]),
    ...round,
  ];
  return (
    <div className={`${classes.passage} ${rowLink.row}`} data-chosen={isChosen}>
      {onChoose !== undefined && (
        <label className={`${classes.choose} ${rowLink.above}`} data-screen="only">
          <input
            type="checkbox"
            // The keys are with the passage, where Space chooses it.
            tabIndex={-1}
            checked={isChosen}
            aria-label={t('choose', { quote: row.quote.slice(0, 80) })}
            onChange={(event) => onChoose((event.nativeEvent as MouseEvent).shiftKey === true)}
          />
        </label>
      )}
      <p className={classes.words} dir="auto" lang={language}>
        <span className={classes.beside}>
          {row.before !== '' && '… '}
          {wholeBefore(row.before)}
        </span>
        <Link
          {...target}
          className={`${rowLink.link} ${classes.link}`}
          data-passage={place}
          tabIndex={isActive ? 0 : -1}
          onFocus={onFocus}
          onClick={(event) => {
            const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
            if (button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
            event.preventDefault();
            void leave(`${place} ${row.annotationId}`, () => navigate(target));
          }}
        >
          <mark className={marks.mark} style={tagStyle(tag?.appearance ?? 0)}>
            {row.quote}
            {row.cut && ' …'}
          </mark>
        </Link>
        <span className={classes.beside}>
          {wholeAfter(row.after)}
          {row.after !== '' && ' …'}
        </span>
      </p>
      <p className={classes.facts}>
        <TagMark tag={tag} name={name} />
        <span>{words.coder(row.memberId)}</span>
        <span className={classes.title} dir="auto">
          {title}
        </span>
        {facts.map((fact) => (
          <span key={fact} dir="auto">
            {fact}
          </span>
        ))}
        {row.certainty !== null && (
          <span>{t('chip.certainty', { certainty: words.certainty(String(row.certainty) as '1') })}</span>
        )}
      </p>
      {row.memo !== null && row.memo !== '' && (
        <p className={classes.memo} dir="auto">
          <span className={classes.label}>{t('memo')}</span> {row.memo}
        </p>
      )}
      {row.verdict !== null && (
        <p className={classes.said} data-open={row.open}>
          <strong>{words.verdict(row.verdict.verdict)}</strong> · {words.coder(row.verdict.memberId)}
          {row.verdict.reason !== '' && <span dir="auto">: {row.verdict.reason}</span>}
          {row.verdict.stale && <span className={classes.label}> · {t('stale')}</span>}
        </p>
      )}
      {row.lastReply !== null && (
        <p className={classes.said} data-open={row.open}>
          <strong>{words.coder(row.lastReply.memberId)}</strong>: <span dir="auto">{row.lastReply.text}</span>
          {row.replies > 1 && (
            <span className={classes.label}> · {t('replies', { count: row.replies })}</span>
          )}
        </p>
      )}
      {row.open && <p className={classes.open}>{t('open')}</p>}
    </div>
  );
}

/** Living work is shown in the letter; what was finished first and the final version where coders are compared. */
function useTarget({ documentId, annotationId, roundId, start, end }: PassageRow, layer: PassageLayer) {
  const { projectId } = usePassageAddress();
  const params = { projectId, documentId };
  const reader = {
    to: '/p/$projectId/documents/$documentId',
    params,
    search: { annotation: annotationId, round: roundId },
  } satisfies LinkProps;
  const compare = {
    to: '/p/$projectId/documents/$documentId/compare',
    params,
    search: { round: roundId, at: `${start}-${end}`, pass: 'first' },
  } satisfies LinkProps;
  return layer === 'current' ? reader : compare;
}
