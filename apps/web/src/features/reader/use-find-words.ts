import { useNavigate } from '@tanstack/react-router';
import { useCommandKeys } from '../../data/keyboard.ts';
import { queryOfText } from '../../parts/query/selected-words.ts';
import type { ReaderSession } from './reader-session.ts';

interface FindWordsInput {
  readonly session: ReaderSession;
  readonly projectId: string;
  readonly text: string;
}

/** A key looks in all documents for the words that are selected here. */
export function useFindWords({ session, projectId, text }: FindWordsInput): void {
  const navigate = useNavigate();
  useCommandKeys('letter', {
    'letter.find': () => {
      const span = session.selection.get()?.span;
      const q = span === undefined ? '' : queryOfText(text.slice(span.start, span.end));
      void navigate({ to: '/p/$projectId/find', params: { projectId }, search: q === '' ? {} : { q } });
    },
  });
}
