import type { ReadDictionary } from '@koersvast/contracts';
import classes from './dictionary.module.css';

/** Why a line, or a pattern, cannot be used. */
export type FaultError = ReadDictionary['faults'][number]['error'];

/** A pattern with what is wrong in it marked. */
export function Pattern({ pattern, error }: { readonly pattern: string; readonly error: FaultError | null }) {
  if (error === null || !('start' in error)) return <code className={classes.pattern}>{pattern}</code>;
  const { start, end } = error;
  return (
    <code className={classes.pattern}>
      {pattern.slice(0, start)}
      <mark>{pattern.slice(start, end)}</mark>
      {pattern.slice(end)}
    </code>
  );
}
