import { VisuallyHidden } from '@mantine/core';
import { useStore } from '../../lib/store.ts';
import { useReaderSession } from './reader-session.ts';

/** What happened, for a screen reader. The same sentence twice in a row is said twice. */
export function SpokenLine() {
  const { text, count } = useStore(useReaderSession().spoken);
  return (
    <VisuallyHidden role="status" aria-live="polite" aria-atomic="true">
      {text !== '' && text + '\u00a0'.repeat(count % 2)}
    </VisuallyHidden>
  );
}
