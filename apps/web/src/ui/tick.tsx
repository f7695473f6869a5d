import classes from './tick.module.css';

interface TickProps {
  readonly words: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Something that a bar can be told to do, or not. */
export function Tick({ words, checked, onChange }: TickProps) {
  return (
    <label className={classes.tick}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {words}
    </label>
  );
}
