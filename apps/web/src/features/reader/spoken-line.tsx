import { useStore } from '../../lib/store.ts';
import classes from './reader.module.css';
import { useReaderSession } from './reader-session.ts';

/** What happened, for a screen reader. The same sentence twice in a row is said twice. */
export function SpokenLine() {
  const { text, count } = useStore(useReaderSession().spoken);
  return (
    <div className={classes.unseen} role="status" aria-live="polite" aria-atomic="true">
      {text !== '' && text + '\u00a0'.repeat(count % 2)}
    </div>
  );
}
