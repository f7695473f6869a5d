import type { ProjectDetail, Review } from '@koersvast/contracts';
import type { AnnotationRow } from '@koersvast/core';
import { useTranslation } from 'react-i18next';
import { takeUpOperation } from '../../lib/live/take-up.ts';
import { say } from '../../lib/said.ts';
import { useUndo } from '../../lib/undo.ts';
import { useFaultWords } from '../../lib/words.ts';
import { isStale } from './comparison.ts';
import { type Place, useReviewCommands } from './use-compare-commands.ts';

/** Whether a verdict proposes something that its coder has not answered. */
export function isOpenProposal(review: Review | null, row: Pick<AnnotationRow, 'version'>): review is Review {
  return review !== null && review.verdict !== 'accept' && review.response === null && !isStale(review, row);
}

const nowhere: Place = { projectId: '', documentId: '', roundId: '' };

/** The commands on one annotation in the reader, each with the words that say what it did. */
export function useRespond(project: ProjectDetail, place: Place | null) {
  const { t } = useTranslation('compare');
  const words = useFaultWords();
  const review = useReviewCommands(place ?? nowhere);
  const undo = useUndo(project.project.id, place ?? { documentId: null, roundId: null });
  const respond = async (verdict: Review, response: 'adopted' | 'learned') => {
    if (place === null) return;
    try {
      const output = await review.respond(verdict, response);
      const [first] = output.changes;
      if (first !== undefined)
        takeUpOperation(
          place,
          { opId: output.opId, kind: 'review.respond', createdAt: first.at, changes: output.changes },
          null,
        );
      undo.sayUndoable(t(`said.${response}`), output);
    } catch (error) {
      say(words(error));
    }
  };
  return { review, undo, respond };
}
