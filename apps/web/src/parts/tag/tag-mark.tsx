import { captionOf } from '@koersvast/core/codebook';
import classes from './tag-mark.module.css';
import { tagStyle } from './tag-style.ts';

interface Looking {
  readonly appearance: number;
  readonly key: string | null;
}

interface TagMarkProps {
  /** Undefined where it is not known any more. */
  readonly tag: Looking | undefined;
  readonly name: string;
  readonly children?: never;
}

/**
 * A tag's name as its spans look: tinted, and underlined with its line. Where others look the same, with the letters
 * that tell it apart. What follows is another word.
 */
export function TagMark({ tag, name }: TagMarkProps) {
  return (
    <>
      <span className={classes.mark} style={tagStyle(tag?.appearance ?? 0)}>
        {name}
      </span>
      {tag !== undefined && <TagCaption tag={tag} />}{' '}
    </>
  );
}

interface TagCaptionProps {
  readonly tag: Looking;
  /** Whether what stands around it has the tag's style. */
  readonly within?: boolean;
}

/** The letters that a tag has because others look the same; nothing for the sixty that differ without. */
export function TagCaption({ tag, within = false }: TagCaptionProps) {
  const caption = captionOf(tag);
  if (caption === null) return null;
  return (
    <>
      {' '}
      <span className={classes.caption} style={within ? undefined : tagStyle(tag.appearance)}>
        {caption}
      </span>
    </>
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
