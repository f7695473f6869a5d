import type { SearchLine } from '@koersvast/contracts';
import { directionOf, directionOfLine, onOneLine, piecesOf } from './hit.ts';
import classes from './hit-grid.module.css';

/** A hit between the words around it, on one line. */
export function ConcordanceLine({ of: line }: { readonly of: SearchLine }) {
  const { left, hit, right, cut } = line;
  return (
    <span className={classes.line} dir={directionOfLine(line)}>
      <span className={classes.left}>
        <span>{onOneLine(left)}</span>
      </span>
      <span className={classes.right}>
        <mark className={classes.hit}>{onOneLine(hit)}</mark>
        {cut && ' … '}
        {onOneLine(right)}
      </span>
    </span>
  );
}

/** The paragraph in which hits stand, with these. */
export function Passage({ of: { start, hit, marks, cut } }: { readonly of: SearchLine }) {
  return (
    <span className={classes.passage} dir={directionOf(hit)}>
      {piecesOf({ start, text: hit }, marks).map(({ from, text, isHit }) =>
        isHit ? (
          <mark key={from} className={classes.hit}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
      {cut && ' …'}
    </span>
  );
}
