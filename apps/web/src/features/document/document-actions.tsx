import type { DocumentListItem, ListedDocument } from '@koersvast/contracts';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from '../../ui/action-menu.tsx';

interface RowActions {
  readonly removed: boolean;
  readonly onEdit: (document: ListedDocument) => void;
  /** Has it read again; null for who may not. */
  readonly readAgain: ((documentId: string) => void) | null;
  readonly setRemoved: (document: ListedDocument, gone: boolean) => Promise<void>;
}

/** What can be done with a row: the same function each time, so that no row is drawn anew for it. */
export function useActionsOf(actions: RowActions) {
  const latest = useRef(actions);
  latest.current = actions;
  const { removed, readAgain } = actions;
  const mayReadAgain = readAgain !== null;
  return useCallback(
    ({ document }: DocumentListItem) => (
      <DocumentMenu
        document={document}
        removed={removed}
        onEdit={() => latest.current.onEdit(document)}
        onAgain={mayReadAgain ? () => latest.current.readAgain?.(document.id) : null}
        onRemove={(gone) => void latest.current.setRemoved(document, gone).catch(() => undefined)}
      />
    ),
    [removed, mayReadAgain],
  );
}

interface DocumentMenuProps {
  readonly document: ListedDocument;
  readonly removed: boolean;
  readonly onEdit: () => void;
  /** Has it read again; null for who may not. */
  readonly onAgain: (() => void) | null;
  readonly onRemove: (gone: boolean) => void;
}

function DocumentMenu({ document, removed, onEdit, onAgain, onRemove }: DocumentMenuProps) {
  const { t } = useTranslation('document');
  return (
    <ActionMenu
      label={t('action.menu', { title: document.title })}
      actions={[
        ...(removed ? [] : [{ words: t('action.edit'), act: onEdit }]),
        ...(removed || onAgain === null ? [] : [{ words: t('action.readAgain'), act: onAgain }]),
        { words: t(removed ? 'action.restore' : 'action.remove'), act: () => onRemove(!removed) },
      ]}
    />
  );
}
