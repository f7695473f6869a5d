import { useId } from 'react';
import classes from './file-button.module.css';

interface FileButtonProps {
  readonly label: string;
  /** The kinds of files that may be chosen, as the attribute of a field. */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly onChoose: (files: readonly File[]) => void;
}

/** Chooses files, in the words of the program: what a browser writes on a field of its own is in its own language. */
export function FileButton({ label, accept, multiple = false, onChoose }: FileButtonProps) {
  const id = useId();
  return (
    <span>
      <input
        id={id}
        className={classes.input}
        type="file"
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // So that the same file, corrected meanwhile, can be chosen again.
          event.currentTarget.value = '';
          if (files.length > 0) onChoose(files);
        }}
      />
      <label htmlFor={id} className={classes.button}>
        {label}
      </label>
    </span>
  );
}
