import { appearanceAt, coderAppearanceAt, type TagAppearance } from '@koersvast/core';
import type { CSSProperties } from 'react';
import classes from './tag-mark.module.css';

/** The two colours of a tag, for a style attribute: `--tag-line` and `--tag-tint`, and its line style. */
export function tagStyle(appearance: number): CSSProperties {
  return styleOf(appearanceAt(appearance));
}

function styleOf({ colour, line }: TagAppearance): CSSProperties {
  return {
    '--tag-line': `var(--kv-tag-${colour}-line)`,
    '--tag-tint': `var(--kv-tag-${colour}-tint)`,
    '--tag-style': line,
  } as CSSProperties;
}

interface TagMarkProps {
  readonly appearance: number;
  readonly name: string;
  readonly children?: never;
}

/** A tag's name as its spans look: tinted, and underlined with its line. What follows is another word. */
export function TagMark({ appearance, name }: TagMarkProps) {
  return (
    <>
      <span className={classes.mark} style={tagStyle(appearance)}>
        {name}
      </span>{' '}
    </>
  );
}

/** A short sample of a coder's colour, with their initials; the place is the one among the members. */
export function CoderSwatch({ place, initials }: { readonly place: number; readonly initials: string }) {
  return (
    <span className={classes.coder} style={styleOf(coderAppearanceAt(place))}>
      {initials}
    </span>
  );
}

/** A short sample of a tag's colour and line, without words; a name beside it says which it is. */
export function TagSwatch({ appearance }: { readonly appearance: number }) {
  return (
    <span className={classes.swatch} style={tagStyle(appearance)} aria-hidden="true">
      {'\u00a0\u00a0\u00a0\u00a0'}
    </span>
  );
}
