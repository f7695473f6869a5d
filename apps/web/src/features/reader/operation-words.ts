import type { ProjectDetail } from '@koersvast/contracts';
import { noteIn, notesOf } from '@koersvast/core/annotation';
import type { PendingOperation, ShownAnnotation } from '@koersvast/core/pending';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { useFormat } from '../../lib/format.ts';
import { noteWords } from '../../parts/annotation/notes.tsx';

type OperationWords = (operation: PendingOperation) => string;

/** What an operation was to do, in one line: for the list, and for the text that can be kept. */
export function useOperationWords(
  project: ProjectDetail | undefined,
  shown: ReadonlyMap<string, ShownAnnotation>,
): OperationWords {
  const { t } = useTranslation(['reader', 'note']);
  const { t: noteT } = useTranslation(['note']);
  const nameOf = useTagName();
  const tagName = (tagId: string) => {
    const tag = project?.tags.find((each) => each.id === tagId);
    return tag === undefined ? '–' : nameOf(tag);
  };
  return ({ action }) => {
    switch (action.kind) {
      case 'create':
        return t('parked.create', { tag: tagName(action.content.tagId), quote: action.content.quote });
      case 'remove':
        return t('parked.remove', { quote: shown.get(action.annotationId)?.row.quote ?? '' });
      case 'read':
        return t('parked.read');
      case 'unread':
        return t('parked.unread');
      case 'state':
        return t('parked.state');
      case 'undo':
        return t('parked.undo');
      case 'edit': {
        const { edit } = action;
        const quote = shown.get(action.annotationId)?.row.quote ?? '';
        if ('tagId' in edit) return t('parked.tag', { tag: tagName(edit.tagId), quote });
        if ('confirmed' in edit) return t('parked.confirmed', { quote });
        if ('start' in edit) return t('parked.span', { quote: edit.quote });
        const note = noteIn(edit);
        const value = notesOf(edit)[note];
        return t(`note:${note}.parked`, {
          quote,
          value: value === null ? '' : noteWords(noteT, note, value),
        });
      }
    }
  };
}

/** Puts what operations were to do into a file of text, a line for each, in the order in which they were done. */
export function useCopyAsText(wordsOf: OperationWords) {
  const { t } = useTranslation(['reader', 'note']);
  const format = useFormat();
  return (operations: readonly PendingOperation[]): void => {
    const text = operations.map((each) => `${format.moment(each.madeAt)}\t${wordsOf(each)}`).join('\n');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain;charset=utf-8' }));
    link.download = t('parked.fileName');
    link.click();
    URL.revokeObjectURL(link.href);
  };
}
