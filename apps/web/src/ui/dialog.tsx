import { Modal } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly size?: number;
  readonly children: ReactNode;
}

/** Takes the page behind an open dialogue out of reach, of pointers and of screen readers. */
export function useInertPage(opened: boolean): void {
  useEffect(() => {
    const page = document.getElementById('root');
    if (!opened || page === null) return;
    page.inert = true;
    return () => {
      page.inert = false;
    };
  }, [opened]);
}

/** What must be dealt with before going on, or what fills its own small sheet. */
export function Dialog({ title, opened, onClose, size = 480, children }: DialogProps) {
  const { t } = useTranslation();
  useInertPage(opened);
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size}>
      <Modal.Overlay />
      <Modal.Content>
        {/* Not a header element: outside the page's own parts that would be a second banner. */}
        <Modal.Header component="div">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('action.close')} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
