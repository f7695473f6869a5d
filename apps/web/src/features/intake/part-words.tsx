import type { IntakeText } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import classes from './item-text.module.css';
import { type Part, type Passage, passageIn } from './mending.ts';

interface PartWordsProps {
  readonly part: Part;
  readonly passage: Passage | null;
  /** Where it would be split, while somebody chooses that. */
  readonly splitAt: number | null;
  readonly notes: IntakeText['notes'];
}

/** Why a part was left out, as readers name it. */
const reasons = ['running', 'artifact', 'outside_structure', 'person'] as const;

/** The words of one part, by its kind; of a block its number and what kind it is taken for. */
export function PartWords({ part, passage, splitAt, notes }: PartWordsProps) {
  const { t } = useTranslation('intake');
  if (part.kind === 'dropped') {
    const reason = reasons.find((each) => each === part.dropped.why);
    return (
      <div className={classes.dropped}>
        <span className={classes.kind}>
          {reason === undefined ? t('dropped') : t(`dropped.${reason}`)}
          {part.dropped.page !== null && ` · ${t('dropped.page', { page: part.dropped.page })}`}
        </span>
        <p>{part.dropped.text}</p>
      </div>
    );
  }
  const { block, words } = part;
  const note =
    block.kind === 'footnote'
      ? notes.find(({ start }) => start >= block.start && start < block.end)
      : undefined;
  const speaker = block.data?.speaker;
  // Of a part that is shown as a whole nothing has to be marked in it.
  const whole = passage !== null && passage.start <= block.start && passage.end >= block.end;
  const marked = splitAt === null && !whole ? passageIn(block, words, passage) : null;
  return (
    <div className={classes.block} data-kind={block.kind} data-level={block.level ?? undefined}>
      <span className={classes.number} aria-hidden="true">
        {block.paragraph}
      </span>
      {block.kind !== 'paragraph' && (
        <span className={classes.kind}>
          {t(`kind.${block.kind}`)}
          {block.level !== null && ` ${block.level}`}
          {note !== undefined && ` ${note.mark}`}
        </span>
      )}
      {speaker !== undefined && <span className={classes.kind}>{speaker}</span>}
      <p data-words="" dir="auto">
        {splitAt !== null ? (
          <>
            {words.slice(0, splitAt)}
            <span className={classes.split} aria-hidden="true" />
            {words.slice(splitAt)}
          </>
        ) : marked === null ? (
          words
        ) : (
          <>
            {marked[0]}
            <mark className={classes.mark}>{marked[1]}</mark>
            {marked[2]}
          </>
        )}
      </p>
    </div>
  );
}
