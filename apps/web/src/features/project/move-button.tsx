import classes from './move-button.module.css';

interface MoveButtonProps {
  readonly label: string;
  readonly up?: boolean;
  readonly onMove: () => void;
}

/** One place up or down in a list. */
export function MoveButton({ label, up = false, onMove }: MoveButtonProps) {
  return (
    <button type="button" className={classes.move} aria-label={label} title={label} onClick={onMove}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d={up ? 'M3.5 9.5 8 5l4.5 4.5' : 'M3.5 6.5 8 11l4.5-4.5'}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
    </button>
  );
}
