import { Button, FileButton as MantineFileButton } from '@mantine/core';
import { useRef } from 'react';

interface FileButtonProps {
  readonly label: string;
  /** The kinds of files that may be chosen, as the attribute of a field. */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly onChoose: (files: readonly File[]) => void;
}

/** Chooses files, in the words of the program: what a browser writes on a field of its own is in its own language. */
export function FileButton({ label, accept, multiple = false, onChoose }: FileButtonProps) {
  const reset = useRef<() => void>(null);
  return (
    <MantineFileButton
      accept={accept}
      multiple={multiple}
      resetRef={reset}
      onChange={(chosen) => {
        const files = chosen === null ? [] : [chosen].flat();
        if (files.length > 0) onChoose(files);
        // So that the same file, corrected meanwhile, can be chosen again.
        reset.current?.();
      }}
    >
      {(props) => (
        <Button variant="default" {...props}>
          {label}
        </Button>
      )}
    </MantineFileButton>
  );
}
