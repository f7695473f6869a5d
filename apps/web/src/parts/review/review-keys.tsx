import type { ProjectDetail } from '@koersvast/contracts';
import type { AnnotationRow } from '@koersvast/core/annotation';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from '../../data/fault-words.ts';
import { useCommandKeys } from '../../data/keyboard.ts';
import { mayHere } from '../../data/project.ts';
import { sayFault } from '../../lib/said.ts';
import { reviewIntent } from './review-intent.ts';
import { keyOf } from './said.ts';
import { isAdoptable, useRespond } from './use-respond.ts';
import { useSaidOf } from './use-said-of.ts';

interface ReviewKeysProps {
  readonly project: ProjectDetail;
  readonly row: AnnotationRow;
  readonly own: boolean;
  readonly openCard: () => void;
}

/**
 * The reader's keys for verdicts: a coder adopts with the key with which a reviewer accepts; the keys that change
 * and delete one's own annotation propose a change to, and reject, somebody else's.
 */
export function ReviewKeys({ project, row, own, openCard }: ReviewKeysProps) {
  const { t } = useTranslation('compare');
  const words = useFaultWords();
  const { place, annotation, review: verdict } = useSaidOf(project, row);
  const { review, undo, respond } = useRespond(project, place);
  const open = place !== null && project.project.archivedAt === null;
  const judges = open && !own && row.createdById !== project.me.id && mayHere(project, 'review.write');
  const ask = (act: 'reject' | 'change') => {
    if (!judges) return false;
    openCard();
    reviewIntent.set({ key: keyOf(row), act });
    return true;
  };
  useCommandKeys(
    'letter',
    {
      'annotation.adopt': () => {
        if (own && isAdoptable(verdict, row)) {
          void respond(verdict, 'adopted');
          return true;
        }
        if (!judges || annotation === null) return false;
        void review.accept(annotation, verdict ?? undefined).then(
          (output) => undo.sayUndoable(t('said.accepted'), output),
          (error) => sayFault(() => words(error)),
        );
        return true;
      },
      'annotation.remove': () => ask('reject'),
      'annotation.edit': () => ask('change'),
    },
    open && (own || judges),
  );
  return null;
}
