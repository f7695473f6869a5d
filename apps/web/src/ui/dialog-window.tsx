import { Modal } from '@mantine/core';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useInertPage } from './inert-page.ts';

export interface DialogWindowProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly size: number;
  /** Only what is in it leads out of it: no key, no press beside it, and no mark in its corner. */
  readonly insists?: boolean;
  readonly children: ReactNode;
}

/** The window of a dialogue. */
export function DialogWindow({ title, opened, onClose, size, insists = false, children }: DialogWindowProps) {
  const { t } = useTranslation();
  useInertPage(opened);
  useFocusBack(opened);
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      closeOnEscape={!insists}
      closeOnClickOutside={!insists}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Not a header element: outside the page's own parts that would be a second banner. */}
        <Modal.Header component="div">
          <Modal.Title>{title}</Modal.Title>
          {!insists && <Modal.CloseButton aria-label={t('action.close')} />}
        </Modal.Header>
        <Modal.Body>
          <Suspense>
            <Arrived>{children}</Arrived>
          </Suspense>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** What opened a dialogue: what has the focus, or the button of the menu that it is in, which closes. */
function openerNow(): HTMLElement | null {
  const active = document.activeElement;
  const button = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = button == null ? active : document.getElementById(button);
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

/**
 * Gives the focus back to what opened the dialogue, also when that was an item of a menu, and when the window is
 * first there already open, of which the library knows nothing. Who has gone elsewhere meanwhile stays there.
 */
function useFocusBack(opened: boolean): void {
  const opener = useRef<HTMLElement | null>(null);
  const known = useRef(false);
  // While rendering: once the window is in the page, the menu has gone.
  if (opened && !known.current) opener.current = openerNow();
  known.current = opened;
  useEffect(() => {
    if (!opened) return;
    return () => {
      requestAnimationFrame(() => {
        const active = document.activeElement;
        if (active === null || active === document.body || active.closest('[role="dialog"]') !== null)
          opener.current?.focus();
      });
    };
  }, [opened]);
}

/** Content that is fetched when it is first shown comes after the window has put the focus: put it again. */
function Arrived({ children }: { readonly children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (content.current?.contains(document.activeElement)) return;
    content.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, []);
  return <div ref={content}>{children}</div>;
}
