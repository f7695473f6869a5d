import type { DocumentListItem } from '@koersvast/contracts';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useFieldWords } from '../../data/document-fields.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import type { CellColumn } from '../../parts/document/cell-column.ts';
import { readCell } from '../../parts/document/read-cell.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { editsOf, storedIn } from './cell.ts';

interface FillColumnProps {
  readonly projectId: string;
  readonly opened: boolean;
  readonly rows: readonly DocumentListItem[];
  readonly columns: readonly CellColumn[];
  readonly undo: Undo;
  readonly onClose: () => void;
}

/** One value for one column of several documents: one operation, one step of undo. */
export function FillColumn(props: FillColumnProps) {
  const { t } = useTranslation('set');
  const format = useFormat();
  const count = props.rows.length;
  return (
    <Dialog
      title={t('fill.title', { count, number: format.number(count) })}
      opened={props.opened}
      onClose={props.onClose}
    >
      <FillForm {...props} />
    </Dialog>
  );
}

function FillForm({ projectId, rows, columns, undo, onClose }: FillColumnProps) {
  const { t } = useTranslation(['set', 'common']);
  const format = useFormat();
  const words = useFieldWords();
  const offered = columns.filter(({ id }) => id !== 'title');
  const [id, setId] = useState(offered.at(-1)?.id ?? '');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const edit = useCommand(trpc.document.editMany.mutationOptions());
  const column = offered.find((each) => each.id === id);
  if (column === undefined) return null;
  const value = readCell(column, typed, words.notation);
  const edits =
    value === undefined ? [] : editsOf(rows.map(({ document }) => ({ row: document, column, value })));
  const replaced = new Set(edits.map(({ documentId }) => documentId));
  const overwrites = rows.filter(
    ({ document }) => replaced.has(document.id) && storedIn(document, column) !== null,
  ).length;
  const submit = async () => {
    setAsked(true);
    if (edits.length === 0) return;
    const output = await edit.run({ projectId, edits });
    const count = output.changes.length;
    onClose();
    undo.sayUndoable(t('fill.done', { count, number: format.number(count) }), output);
  };
  const error =
    value === undefined && asked
      ? column.kind === 'date'
        ? t('common:field.date')
        : t('fill.notFit', { name: column.name })
      : edits.length === 0 && asked
        ? t('fill.same')
        : undefined;
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('fill.submit')}
      pending={edit.pending}
      error={edit.error}
      onClose={onClose}
    >
      <NativeSelect
        label={t('fill.column')}
        value={column.id}
        data-autofocus
        onChange={(event) => {
          setId(event.currentTarget.value);
          setTyped('');
          setAsked(false);
        }}
      >
        {offered.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </NativeSelect>
      <ValueInput
        column={column}
        typed={typed}
        error={error}
        onType={(next) => {
          setTyped(next);
          setAsked(false);
        }}
      />
      {overwrites > 0 && (
        <p>{t('fill.overwrites', { count: overwrites, number: format.number(overwrites) })}</p>
      )}
    </DialogForm>
  );
}

interface ValueInputProps {
  readonly column: CellColumn;
  readonly typed: string;
  readonly error: string | undefined;
  readonly onType: (typed: string) => void;
}

/** A value by the kind of its column. */
function ValueInput({ column, typed, error, onType }: ValueInputProps) {
  const { t } = useTranslation('set');
  const words = useFieldWords();
  const given = {
    label: t('fill.value'),
    description: t('fill.value.empty'),
    value: typed,
    error,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onType(event.currentTarget.value),
  };
  if (column.kind !== 'choice' && column.kind !== 'yes_no') return <TextInput {...given} />;
  const offered =
    column.kind === 'choice'
      ? (column.field?.values ?? []).map((value) => [value, value] as const)
      : ([
          ['yes', words.yes],
          ['no', words.no],
        ] as const);
  return (
    <NativeSelect {...given}>
      <option value="" />
      {offered.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}
