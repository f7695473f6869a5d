import { CloseButton } from '@mantine/core';

/** A small cross. */
export function CloseMark({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return <CloseButton aria-label={label} size="md" onClick={onClick} />;
}
