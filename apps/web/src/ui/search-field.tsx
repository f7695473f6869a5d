import type { KeyboardEventHandler } from 'react';
import classes from './search-field.module.css';

interface SearchFieldProps {
  /** What is searched, in words: its name and, where nothing else is given, what stands in it. */
  readonly label: string;
  readonly placeholder?: string;
  /** As wide as what it searches. */
  readonly across?: boolean;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onKeyDown?: KeyboardEventHandler<HTMLInputElement>;
}

/** A field that narrows the list beside it while one types. */
export function SearchField({ label, placeholder, across, typed, onType, ...rest }: SearchFieldProps) {
  return (
    <input
      // Not of the kind "search", in which Escape empties the field before anybody else hears it.
      type="text"
      className={classes.field}
      data-across={across}
      aria-label={label}
      placeholder={placeholder ?? label}
      value={typed}
      onChange={(event) => onType(event.currentTarget.value)}
      {...rest}
    />
  );
}
