import type { Acknowledgement, ProjectDetail, Review, ReviewResponse } from '@koersvast/contracts';
import type { AnnotationRow } from '@koersvast/core/annotation';
import type { PlaceInProject } from '@koersvast/core/place';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from '../../data/fault-words.ts';
import { takeUpOperation } from '../../data/live/take-up.ts';
import { useUndo } from '../../data/undo.ts';
import { sayFault } from '../../lib/said.ts';
import { isStale } from './said.ts';
import { useReviewCommands } from './use-review-commands.ts';

/** Whether a verdict proposes something that stands there still, and that its coder has not taken over. */
export function isAdoptable(review: Review | null, row: Pick<AnnotationRow, 'version'>): review is Review {
  return (
    review !== null && review.verdict !== 'accept' && review.response !== 'adopted' && !isStale(review, row)
  );
}

/** Whether a verdict proposes something that its coder has not answered. */
export function isOpenProposal(review: Review | null, row: Pick<AnnotationRow, 'version'>): review is Review {
  return isAdoptable(review, row) && review.response === null;
}

const nowhere: PlaceInProject = { projectId: '', documentId: '', roundId: '' };

/** The commands on one annotation in the reader, each with the words that say what it did. */
export function useRespond(project: ProjectDetail, place: PlaceInProject | null) {
  const { t } = useTranslation('compare');
  const words = useFaultWords();
  const review = useReviewCommands(place ?? nowhere);
  const undo = useUndo(project.project.id, place ?? { documentId: null, roundId: null });
  const shown = (output: Acknowledgement, response: ReviewResponse) => {
    const [first] = output.changes;
    if (first !== undefined && place !== null)
      takeUpOperation(
        place,
        { opId: output.opId, kind: 'review.respond', createdAt: first.at, changes: output.changes },
        null,
      );
    undo.sayUndoable(t(`said.${response}`), output);
  };
  /** Rejects when it is refused, for the form that holds the words. */
  const keep = async (verdict: Review, reason: string) => shown(await review.keep(verdict, reason), 'kept');
  const respond = async (verdict: Review, response: 'adopted' | 'learned') => {
    if (place === null) return;
    try {
      shown(await review.respond(verdict, response), response);
    } catch (error) {
      sayFault(() => words(error));
    }
  };
  return { review, undo, respond, keep };
}
