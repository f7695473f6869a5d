import type { ListedDocument } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { CellColumn } from '../../parts/document/cell-column.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import classes from './document-sheet.module.css';

/** What was put into a cell and does not fit there. */
export interface Unfit {
  readonly row: ListedDocument;
  readonly column: CellColumn;
  readonly typed: string;
}

interface PastePreviewProps {
  readonly opened: boolean;
  readonly fits: number;
  readonly unfit: readonly Unfit[];
  /** Cells beyond the last row or column. */
  readonly outside: number;
  readonly onPaste: () => void;
  readonly onClose: () => void;
}

/** So many are shown of those that do not fit. */
const shown = 50;

/** What of a paste does not fit, before any of it goes in. */
export function PastePreview({ opened, fits, unfit, outside, onPaste, onClose }: PastePreviewProps) {
  const { t } = useTranslation('set');
  const format = useFormat();
  return (
    <Dialog title={t('paste.title')} opened={opened} onClose={onClose} size={560}>
      <DialogForm
        onSubmit={onPaste}
        submit={t('paste.submit', { count: fits, number: format.number(fits) })}
        disabled={fits === 0}
        error={null}
        onClose={onClose}
      >
        {outside > 0 && <p>{t('paste.outside', { count: outside, number: format.number(outside) })}</p>}
        {unfit.length > 0 && (
          <>
            <p>{t('paste.unfit', { count: unfit.length, number: format.number(unfit.length) })}</p>
            <ul className={classes.list}>
              {unfit.slice(0, shown).map(({ row, column, typed }) => (
                <li key={`${row.id} ${column.id}`}>
                  {t('paste.cell', { title: row.title, name: column.name, value: typed })}
                </li>
              ))}
            </ul>
          </>
        )}
      </DialogForm>
    </Dialog>
  );
}
