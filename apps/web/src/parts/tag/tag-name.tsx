import classes from './tag-name.module.css';

interface TagNameProps {
  readonly name: string;
  /** Whether it stays on one line, and is cut off where that is full. */
  readonly cut?: boolean;
  /** Whether it takes the room that is left in its line. */
  readonly grows?: boolean;
}

/** A tag's name, underlined with its line. What stands around it has the tag's style. */
export function TagName({ name, cut = false, grows }: TagNameProps) {
  return (
    <span className={classes.name} data-cut={cut} data-grows={grows}>
      {name}
    </span>
  );
}
