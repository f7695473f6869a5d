import { Modal } from '@mantine/core';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useInertPage } from './inert-page.ts';

export interface DialogWindowProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly size: number;
  readonly children: ReactNode;
}

/** The window of a dialogue. */
export function DialogWindow({ title, opened, onClose, size, children }: DialogWindowProps) {
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
        <Modal.Body>
          <Suspense>
            <Arrived>{children}</Arrived>
          </Suspense>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
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
