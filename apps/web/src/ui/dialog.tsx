import type { DialogWindowProps } from './dialog-window.tsx';
import { Later, laterPart } from './later.tsx';

const dialogWindow = laterPart(async () => (await import('./dialog-window.tsx')).DialogWindow);

type DialogProps = Omit<DialogWindowProps, 'size'> & { readonly size?: number };

/** What must be dealt with before going on, or what fills its own small sheet. */
export function Dialog({ size = 480, ...rest }: DialogProps) {
  return <Later part={dialogWindow} wanted={rest.opened} give={{ size, ...rest }} />;
}
