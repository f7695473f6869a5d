import type { DocumentListItem } from '@koersvast/contracts';
import { limits } from '@koersvast/core/limit';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useFieldWords } from '../../data/document-fields.ts';
import { useFaultWords } from '../../data/fault-words.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import type { CellColumn } from '../../parts/document/cell-column.ts';
import { readCell } from '../../parts/document/read-cell.ts';
import type { Cell } from '../../ui/grid/cursor.ts';
import { EditGrid } from '../../ui/grid/edit-grid.tsx';
import type { CellMark, Typed } from '../../ui/grid/use-edit-grid.ts';
import { type CellChange, editsOf, isMisfit, shownIn, typedIn } from './cell.ts';
import classes from './document-sheet.module.css';
import { PastePreview, type Unfit } from './paste-preview.tsx';
import { SheetImport } from './sheet-import.tsx';

interface DocumentSheetProps {
  readonly projectId: string;
  readonly items: readonly DocumentListItem[];
  readonly columns: readonly CellColumn[];
  readonly undo: Undo;
  readonly onDone: () => void;
}

/** What was put into a cell, as long as it is on its way or was refused. */
interface Pending {
  readonly typed: string;
  readonly state: 'saving' | 'refused';
  readonly words: string;
}

const keyOf = (documentId: string, columnId: string) => `${documentId} ${columnId}`;

const widths: Readonly<Record<string, number>> = { title: 300, date: 120, language: 80, sourceUrl: 200 };

/** Values that were put into cells: those that fit, and those that do not. */
interface ReadCells {
  readonly fitting: readonly (CellChange & { readonly typed: string })[];
  readonly unfit: readonly Unfit[];
}

/** What is typed here is sent at once: one operation for all that came together. */
function useCells({ projectId, items, columns, undo }: Omit<DocumentSheetProps, 'onDone'>) {
  const { t } = useTranslation(['set', 'common']);
  const words = useFieldWords();
  const format = useFormat();
  const faultWords = useFaultWords();
  const [pending, setPending] = useState<ReadonlyMap<string, Pending>>(new Map());
  const edit = useCommand(trpc.document.editMany.mutationOptions());
  const mark = (changes: ReadCells['fitting'], next: Omit<Pending, 'typed'> | null) =>
    setPending((before) => {
      const after = new Map(before);
      for (const { row, column, typed } of changes) {
        const key = keyOf(row.id, column.id);
        if (next === null) after.delete(key);
        else after.set(key, { ...next, typed });
      }
      return after;
    });
  const read = (cells: readonly Typed[]): ReadCells => {
    const fitting: (CellChange & { typed: string })[] = [];
    const unfit: Unfit[] = [];
    for (const { row: nth, column: at, typed } of cells) {
      const [row, column] = [items[nth]?.document, columns[at]];
      if (row === undefined || column === undefined) continue;
      const value = readCell(column, typed, words.notation);
      if (value === undefined) unfit.push({ row, column, typed });
      else fitting.push({ row, column, value, typed });
    }
    return { fitting, unfit };
  };
  const unfit = ({ name, kind }: CellColumn) =>
    kind === 'date' ? t('common:field.date') : t('sheet.notFit', { name });
  const refuse = (
    cells: readonly Unfit[],
    wordsOf: (cell: Unfit) => string = ({ column }) => unfit(column),
  ) =>
    setPending((before) => {
      const after = new Map(before);
      for (const cell of cells) {
        const { row, column, typed } = cell;
        after.set(keyOf(row.id, column.id), { typed, state: 'refused', words: wordsOf(cell) });
      }
      return after;
    });
  /** Nobody is overruled without a word: what was typed over what somebody else has put there waits to be typed again. */
  const overtaken = ({ fitting }: ReadCells) =>
    refuse(fitting, ({ row, column }) => t('sheet.overtaken', { value: typedIn(row, column, words) || '–' }));
  const send = async (fitting: ReadCells['fitting']) => {
    const edits = editsOf(fitting);
    mark(fitting, null);
    if (edits.length === 0) return;
    const edited = new Set(edits.map(({ documentId }) => documentId));
    const changed = fitting.filter(({ row }) => edited.has(row.id));
    mark(changed, { state: 'saving', words: t('sheet.saving') });
    try {
      for (let from = 0; from < edits.length; from += limits.documents)
        await edit.run({ projectId, edits: edits.slice(from, from + limits.documents) }).then((output) => {
          const count = output.changes.length;
          undo.sayUndoable(t('fill.done', { count, number: format.number(count) }), output);
        });
      mark(changed, null);
    } catch (error) {
      mark(changed, { state: 'refused', words: faultWords(error) });
    }
  };
  const drop = () => setPending(new Map());
  return { pending, read, refuse, overtaken, unfit, send, drop, words };
}

/** The documents as a spreadsheet: every detail is edited where it stands. */
export function DocumentSheet(props: DocumentSheetProps) {
  const { projectId, items, columns, onDone } = props;
  const { t } = useTranslation('set');
  const format = useFormat();
  const { pending, read, refuse, overtaken, send, drop, words } = useCells(props);
  const [pasted, setPasted] = useState<{ readonly cells: ReadCells; readonly outside: number } | null>(null);
  const placeOf = ({ row, column }: Cell) => {
    const [document, its] = [items[row]?.document, columns[column]];
    if (document === undefined || its === undefined) return null;
    return { document, its, waiting: pending.get(keyOf(document.id, its.id)) };
  };
  const markOf = (cell: Cell): CellMark | null => {
    const place = placeOf(cell);
    if (place === null) return null;
    if (place.waiting !== undefined) return place.waiting;
    return isMisfit(place.document, place.its)
      ? { state: 'misfit', words: t('sheet.notFit', { name: place.its.name }) }
      : null;
  };
  const put = (cells: readonly Typed[]) => {
    const { fitting, unfit } = read(cells.filter((cell) => cell.overtaken !== true));
    refuse(unfit);
    overtaken(read(cells.filter((cell) => cell.overtaken === true)));
    void send(fitting);
  };
  const paste = (given: readonly Typed[], outside: number) => {
    const cells = read(given);
    if (cells.unfit.length === 0 && outside === 0) void send(cells.fitting);
    else setPasted({ cells, outside });
  };
  const refused = [...pending.values()].filter(({ state }) => state === 'refused');
  return (
    <>
      <div className={classes.bar}>
        <span className={classes.keys}>{t('sheet.keys')}</span>
        <div className={classes.actions}>
          <SheetImport projectId={projectId} list={items} columns={columns} undo={props.undo} />
          <Button variant="default" onClick={onDone}>
            {t('sheet.done')}
          </Button>
        </div>
      </div>
      {refused.length > 0 && (
        <div className={classes.refused} role="alert">
          <span>
            {t('sheet.refused', { count: refused.length, number: format.number(refused.length) })}{' '}
            {[...new Set(refused.map((each) => each.words))].slice(0, 3).join(' ')}
          </span>
          <Button variant="subtle" size="compact-sm" color="red" onClick={drop}>
            {t('sheet.drop')}
          </Button>
        </div>
      )}
      <EditGrid
        label={t('sheet.label')}
        columns={columns.map((column) => ({
          id: column.id,
          name: column.name,
          width: widths[column.id] ?? 150,
          number: column.kind === 'number',
          ...(column.kind === 'choice' ? { offered: column.field?.values ?? [] } : {}),
          ...(column.kind === 'yes_no' ? { offered: [words.yes, words.no] } : {}),
        }))}
        keys={items.map(({ document }) => document.id)}
        shown={(cell) => {
          const place = placeOf(cell);
          return place === null ? '' : (place.waiting?.typed ?? shownIn(place.document, place.its, words));
        }}
        typed={(cell) => {
          const place = placeOf(cell);
          return place === null ? '' : (place.waiting?.typed ?? typedIn(place.document, place.its, words));
        }}
        mark={markOf}
        onTyped={put}
        onPasted={paste}
      />
      <PastePreview
        opened={pasted !== null}
        fits={pasted?.cells.fitting.length ?? 0}
        unfit={pasted?.cells.unfit ?? []}
        outside={pasted?.outside ?? 0}
        onPaste={() => {
          if (pasted !== null) void send(pasted.cells.fitting);
          setPasted(null);
        }}
        onClose={() => setPasted(null)}
      />
    </>
  );
}
