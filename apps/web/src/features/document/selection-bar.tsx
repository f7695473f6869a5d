import type { DocumentListItem } from '@koersvast/contracts';
import { limits } from '@koersvast/core/limit';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import type { CellColumn } from '../../parts/document/cell-column.ts';
import { Fault } from '../../ui/fault.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import classes from './document-bar.module.css';

const fillColumn = laterPart(async () => (await import('./fill-column.tsx')).FillColumn);

interface SelectionBarProps {
  readonly projectId: string;
  readonly removed: boolean;
  /** What is shown, and what of it is selected. */
  readonly shown: readonly DocumentListItem[];
  readonly selected: readonly DocumentListItem[];
  readonly columns: readonly CellColumn[];
  readonly undo: Undo;
  readonly onSelect: (ids: readonly string[]) => void;
  readonly onDone: () => void;
  /** What else can be done with them. */
  readonly children: ReactNode;
}

/** What can be done with the documents that are selected, all at once. */
export function SelectionBar(props: SelectionBarProps) {
  const { projectId, removed, shown, selected, columns, undo, onSelect, onDone, children } = props;
  const { t } = useTranslation('set');
  const format = useFormat();
  const [filling, setFilling] = useState(false);
  const move = useCommand(trpc.document.removeMany.mutationOptions());
  const count = selected.length;
  const counted = { count, number: format.number(count) };
  const setRemoved = async () => {
    const documents = selected.map(({ document: { id, version } }) => ({ documentId: id, version }));
    const output = await move.run({ projectId, removed: !removed, documents });
    onSelect([]);
    undo.sayUndoable(t(removed ? 'select.restored' : 'select.removed', counted), output);
  };
  const usable = count > 0 && count <= limits.documents;
  return (
    <section className={classes.selected} aria-label={t('select.bar')}>
      <span role="status">{t('select.count', counted)}</span>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => onSelect(count === shown.length ? [] : shown.map(({ document }) => document.id))}
      >
        {count === shown.length
          ? t('select.none')
          : t('select.all', { count: shown.length, number: format.number(shown.length) })}
      </Button>
      {!removed && (
        <Button variant="default" size="compact-sm" disabled={!usable} onClick={() => setFilling(true)}>
          {t('fill.start')}
        </Button>
      )}
      {usable && children}
      <Button
        variant="default"
        size="compact-sm"
        disabled={!usable}
        loading={move.pending}
        onClick={() => void setRemoved().catch(() => undefined)}
      >
        {t(removed ? 'select.restore' : 'select.remove')}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={onDone}>
        {t('select.done')}
      </Button>
      <Fault error={move.error} again={move.again} />
      <Later
        part={fillColumn}
        wanted={filling}
        give={{
          projectId,
          opened: filling,
          rows: selected,
          columns,
          undo,
          onClose: () => setFilling(false),
        }}
      />
    </section>
  );
}
