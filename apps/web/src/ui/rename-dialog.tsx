import type { ComponentProps } from 'react';
import { useStore } from '../lib/store.ts';
import { Dialog } from './dialog.tsx';
import { Later, laterPart, useSoon } from './later.tsx';
import type { RenameForm } from './rename-form.tsx';

const renameForm = laterPart(async () => (await import('./rename-form.tsx')).RenameForm);

interface RenameDialogProps extends ComponentProps<typeof RenameForm> {
  readonly title: string;
  readonly opened: boolean;
}

/** A dialogue in which something is called otherwise. */
export function RenameDialog({ title, opened, ...form }: RenameDialogProps) {
  useSoon(renameForm);
  // It opens when its form is there, which then has the focus.
  const isThere = useStore(renameForm.arrived) !== null;
  return (
    <Dialog title={title} opened={opened && isThere} onClose={form.onClose}>
      <Later part={renameForm} wanted={opened} give={form} />
    </Dialog>
  );
}
