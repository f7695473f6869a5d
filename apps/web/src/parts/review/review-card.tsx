import type { Annotation, ProjectDetail, Review } from '@koersvast/contracts';
import type { AnnotationRow } from '@koersvast/core/annotation';
import { createCaret, type RawSpan } from '@koersvast/core/text';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from '../../data/fault-words.ts';
import { mayHere } from '../../data/project.ts';
import { sayFault } from '../../lib/said.ts';
import { useStore } from '../../lib/store.ts';
import { moveEnd } from './boundary.ts';
import { DraftFields } from './draft-fields.tsx';
import { type Draft, draftOf } from './intent.ts';
import { ReasonForm } from './reason-form.tsx';
import { Answers, Verdicts } from './review-buttons.tsx';
import classes from './review-card.module.css';
import { reviewIntent } from './review-intent.ts';
import { keyOf } from './said.ts';
import { Thread } from './thread.tsx';
import type { Why } from './use-reason.ts';
import { isAdoptable, isOpenProposal, useRespond } from './use-respond.ts';
import { useSaidOf } from './use-said-of.ts';
import { VerdictLine } from './verdict-line.tsx';

interface ReviewCardProps {
  readonly project: ProjectDetail;
  readonly personId: string;
  readonly row: AnnotationRow;
  readonly own: boolean;
  readonly letter: { readonly text: string; readonly language: string };
  readonly showSpan: (span: RawSpan | null) => void;
}

/** In the card of an annotation in the reader: the verdict, what one can answer to it or give, and the thread. */
export function ReviewCard({ project, personId, row, own, letter, showSpan }: ReviewCardProps) {
  const { text, language } = letter;
  const { t } = useTranslation('compare');
  const words = useFaultWords();
  const { place, annotation, review: verdict, earlier, replies } = useSaidOf(project, row);
  const { review, undo, respond, keep } = useRespond(project, place);
  /** The verdict that is being answered: a later one is not given the reason that was meant for this one. */
  const [keeping, setKeeping] = useState<Review | null>(null);
  const asked = useStore(reviewIntent);
  const [draft, setDraft] = useState<Draft>(() => draftOf(row));
  const act = asked?.key === keyOf(row) ? asked.act : null;
  const close = () => {
    reviewIntent.set(null);
    setDraft(draftOf(row));
  };
  const show = useRef(showSpan);
  show.current = showSpan;
  useEffect(() => {
    show.current(act === 'change' ? draft : null);
    return () => show.current(null);
  }, [act, draft]);
  useEffect(() => () => reviewIntent.set(null), []);
  if (place === null || annotation === null) return null;

  const open = project.project.archivedAt === null;
  const judges = open && !own && row.createdById !== project.me.id && mayHere(project, 'review.write');
  const confirm = async (why: Why) => {
    const standing = verdict ?? undefined;
    const output =
      act === 'change'
        ? await review.propose(
            annotation,
            standing,
            { ...draft, quote: text.slice(draft.start, draft.end) },
            why,
          )
        : await review.reject(annotation, standing, why);
    undo.sayUndoable(t(act === 'change' ? 'said.proposed' : 'said.rejected'), output);
    close();
  };
  const accept = () =>
    void review.accept(annotation, verdict ?? undefined).then(
      (output) => undo.sayUndoable(t('said.accepted'), output),
      (error) => sayFault(() => words(error)),
    );
  return (
    <section className={classes.card} aria-label={t('verdicts.label')}>
      {verdict !== null && <VerdictLine project={project} review={verdict} annotation={annotation} />}
      {own && open && keeping !== null && isOpenProposal(verdict, annotation) && (
        <ReasonForm
          project={project}
          personId={personId}
          intent={{ act: 'keep', about: keyOf(row), sources: [annotation], draft: null }}
          pending={review.responding.pending}
          error={review.responding.error}
          onConfirm={({ reason }) => keep(keeping, reason).then(() => setKeeping(null))}
          onCancel={() => {
            review.responding.reset();
            setKeeping(null);
          }}
        />
      )}
      {own && open && keeping === null && isAdoptable(verdict, annotation) && (
        <Answers verdict={verdict} onRespond={respond} onKeep={() => setKeeping(verdict)} />
      )}
      {judges && act === null && (
        <Verdicts onAccept={accept} onBegin={(next) => reviewIntent.set({ key: keyOf(row), act: next })} />
      )}
      {act !== null && judges && (
        <ReasonForm
          key={act}
          project={project}
          personId={personId}
          intent={{ act, about: keyOf(row), sources: [annotation], draft: act === 'change' ? draft : null }}
          pending={review.giving.pending}
          error={review.giving.error}
          onConfirm={confirm}
          onCancel={close}
        >
          {act === 'change' && (
            <DraftFields
              project={project}
              language={language}
              draft={draft}
              quote={text.slice(draft.start, draft.end)}
              onTag={(tagId) => setDraft({ ...draft, tagId })}
              onMove={(side, direction) => {
                const caret = createCaret({ text, language, blocks: [], sentences: [] });
                setDraft({ ...draft, ...moveEnd(caret, text, draft, side, 'word', direction) });
              }}
            />
          )}
        </ReasonForm>
      )}
      {earlier.length > 0 && <Earlier project={project} reviews={earlier} annotation={annotation} />}
      <Thread
        project={project}
        personId={personId}
        annotationKey={keyOf(row)}
        replies={replies}
        folds={own && verdict === null && earlier.length === 0}
        writable={open && mayHere(project, 'reply.write')}
        pending={review.answering.pending}
        error={review.answering.error}
        onSend={(said, mentions) => review.say(row, said, mentions)}
        onRemove={(reply) =>
          void review.unsay(reply).then(
            (output) => undo.sayUndoable(t('said.unsaid'), output),
            (error) => sayFault(() => words(error)),
          )
        }
      />
    </section>
  );
}

interface EarlierProps {
  readonly project: ProjectDetail;
  readonly reviews: readonly Review[];
  readonly annotation: Annotation;
}

/** Verdicts that stand no more. */
function Earlier({ project, reviews, annotation }: EarlierProps) {
  const { t } = useTranslation('compare');
  return (
    <details className={classes.earlier}>
      <summary>{t('verdicts.earlier', { count: reviews.length })}</summary>
      {reviews.map((each) => (
        <div key={each.id}>
          <VerdictLine project={project} review={each} annotation={annotation} past />
        </div>
      ))}
    </details>
  );
}
