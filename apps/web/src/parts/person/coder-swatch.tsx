import { coderAppearanceAt } from '@koersvast/core/codebook';
import marks from '../tag/tag-mark.module.css';
import { styleOf } from '../tag/tag-style.ts';
import classes from './coder-swatch.module.css';

/** A short sample of a coder's colour, with their initials; the place is the one among the members. */
export function CoderSwatch({ place, initials }: { readonly place: number; readonly initials: string }) {
  return (
    <span className={`${marks.mark} ${classes.coder}`} style={styleOf(coderAppearanceAt(place))}>
      {initials}
    </span>
  );
}
