import type { DocumentListItem, SheetMatch } from '@koersvast/contracts';
import { isLanguage } from '@koersvast/core/language';
import { limits } from '@koersvast/core/limit';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useFieldWords } from '../../data/document-fields.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { base64Of } from '../../lib/base64.ts';
import { useFormat } from '../../lib/format.ts';
import type { CellColumn } from '../../parts/document/cell-column.ts';
import { shownValue } from '../../parts/document/conditions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Fault } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import classes from './document-sheet.module.css';
import { editsOfSheet, sheetColumns } from './sheet-edits.ts';

interface SheetImportProps {
  readonly projectId: string;
  readonly list: readonly DocumentListItem[];
  readonly columns: readonly CellColumn[];
  readonly undo: Undo;
}

/** Details out of a spreadsheet: what they would change is shown first, and goes in as one step. */
export function SheetImport({ projectId, list, columns, undo }: SheetImportProps) {
  const { t, i18n } = useTranslation('set');
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  const match = useMutation(trpc.document.matchSheet.mutationOptions());
  const choose = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    const base64 = await base64Of(file);
    await match.mutateAsync({ projectId, name: file.name, base64, language });
  };
  return (
    <>
      <FileButton
        label={t('import.start')}
        accept=".csv,.tsv,.xlsx"
        onChoose={(files) => void choose(files).catch(() => undefined)}
      />
      <Fault error={match.error} />
      <Dialog
        title={t('import.title')}
        opened={match.data !== undefined}
        onClose={() => match.reset()}
        size={760}
      >
        {match.data !== undefined && (
          <ImportForm
            projectId={projectId}
            list={list}
            columns={columns}
            undo={undo}
            sheet={match.data}
            onClose={() => match.reset()}
          />
        )}
      </Dialog>
    </>
  );
}

interface ImportFormProps extends SheetImportProps {
  readonly sheet: SheetMatch;
  readonly onClose: () => void;
}

/** So many lines are shown of each kind. */
const shownLines = 200;

function ImportForm({ projectId, list, columns, undo, sheet, onClose }: ImportFormProps) {
  const { t } = useTranslation('set');
  const format = useFormat();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const edit = useCommand(trpc.document.editMany.mutationOptions());
  const offered = sheetColumns(sheet, columns);
  const wanted = new Set(offered.flatMap(({ at }) => (left.has(at) ? [] : [at])));
  const edits = editsOfSheet(
    sheet,
    wanted,
    list.map(({ document }) => document),
  );
  const counted = (count: number) => ({ count, number: format.number(count) });
  const submit = async () => {
    const output = await edit.run({ projectId, edits });
    onClose();
    undo.sayUndoable(t('fill.done', counted(output.changes.length)), output);
  };
  const lines = (all: readonly number[]) => format.list(all.slice(0, 20).map((line) => format.number(line)));
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('import.submit', counted(edits.length))}
      disabled={edits.length === 0 || edits.length > limits.documents}
      pending={edit.pending}
      error={edit.error}
      onClose={onClose}
    >
      <p>{t('import.matched', counted(sheet.rows.length))}</p>
      {sheet.unmatched.length > 0 && (
        <p>{t('import.unmatched', { ...counted(sheet.unmatched.length), lines: lines(sheet.unmatched) })}</p>
      )}
      {sheet.ambiguous.length > 0 && (
        <p>
          {t('import.ambiguous', {
            ...counted(sheet.ambiguous.length),
            lines: lines(sheet.ambiguous.map(({ line }) => line)),
          })}
        </p>
      )}
      {sheet.twice.length > 0 && (
        <p>
          {t('import.twice', {
            ...counted(sheet.twice.length),
            lines: lines(sheet.twice.map(({ line }) => line)),
          })}
        </p>
      )}
      <fieldset className={classes.columns}>
        <legend>{t('import.columns')}</legend>
        {offered.map(({ at, header, filled, changed, unfit }) => (
          <label key={at}>
            <input
              type="checkbox"
              checked={!left.has(at)}
              onChange={(event) => {
                const next = new Set(left);
                if (event.currentTarget.checked) next.delete(at);
                else next.add(at);
                setLeft(next);
              }}
            />
            <span>
              {header}:{' '}
              {t('import.counts', {
                filled: format.number(filled),
                changed: format.number(changed),
                unfit: format.number(unfit),
              })}
            </span>
          </label>
        ))}
      </fieldset>
      <Differences sheet={sheet} list={list} wanted={wanted} columns={columns} />
    </DialogForm>
  );
}

interface DifferencesProps {
  readonly sheet: SheetMatch;
  readonly list: readonly DocumentListItem[];
  readonly wanted: ReadonlySet<number>;
  readonly columns: readonly CellColumn[];
}

/** Cell by cell what would be there, and what is there now. */
function Differences({ sheet, list, wanted, columns }: DifferencesProps) {
  const { t } = useTranslation('set');
  const words = useFieldWords();
  const titles = new Map(list.map(({ document }) => [document.id, document.title]));
  const cells = sheet.rows.flatMap(({ documentId, cells: all }) =>
    all.filter(({ column }) => wanted.has(column)).map((cell) => ({ documentId, ...cell })),
  );
  const nameOf = (at: number) => {
    const id = sheet.columns[at]?.column;
    return columns.find((each) => each.id === id)?.name ?? sheet.columns[at]?.header ?? '';
  };
  const shownOf = (at: number, value: string | null) => {
    const column = columns.find((each) => each.id === sheet.columns[at]?.column);
    if (value === null || value === '') return '–';
    return shownValue(column, value, words);
  };
  if (cells.length === 0) return <p>{t('import.nothing')}</p>;
  return (
    <ul className={classes.list} aria-label={t('import.differences')}>
      {cells.slice(0, shownLines).map(({ documentId, column, outcome, stored, value, written }) => (
        <li key={`${documentId} ${column}`} data-outcome={outcome}>
          <strong>{titles.get(documentId) ?? ''}</strong> – {nameOf(column)}:{' '}
          {outcome === 'filled' && t('import.filled', { value: shownOf(column, value) })}
          {outcome === 'changed' &&
            t('import.changed', { value: shownOf(column, value), stored: shownOf(column, stored) })}
          {outcome !== 'filled' && outcome !== 'changed' && t('import.notFit', { value: written })}
        </li>
      ))}
    </ul>
  );
}
