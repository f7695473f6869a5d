import type { Notation } from '@koersvast/core/document-field';
import type { DocumentCondition, FilterTest } from '@koersvast/core/document-rule';
import { Button, TextInput, VisuallyHidden } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../../data/document-fields.ts';
import { SmallSelect } from '../../ui/small-select.tsx';
import type { CellColumn } from './cell-column.ts';
import { shownValue, testsFor } from './conditions.ts';
import classes from './filter-bar.module.css';
import { readCell } from './read-cell.ts';

/** The condition that somebody typed; null where a value does not fit the column. */
function conditionOf(
  column: CellColumn,
  test: FilterTest,
  typed: readonly string[],
  notation: Notation,
): DocumentCondition | null {
  if (test === 'empty' || test === 'filled') return { column: column.id, test, values: [] };
  const given = typed.map((each) => each.trim());
  if (given.every((each) => each === '')) return null;
  if (test === 'contains') return { column: column.id, test, values: given.slice(0, 1) };
  const read = given.map((each) => (each === '' ? '' : readCell(column, each, notation)));
  const values = read.filter((each): each is string => typeof each === 'string');
  if (values.length < read.length) return null;
  if (test === 'one_of') return { column: column.id, test, values: values.filter((each) => each !== '') };
  const [from = '', to = ''] = values;
  return { column: column.id, test, values: [from, to] };
}

interface ConditionFormProps {
  readonly columns: readonly CellColumn[];
  readonly onCondition: (condition: DocumentCondition) => void;
  readonly onClose: () => void;
}

/** One more condition: a column, what is asked of it, and of which values. */
export function ConditionForm({ columns, onCondition, onClose }: ConditionFormProps) {
  const { t } = useTranslation(['set', 'common']);
  const { notation } = useFieldWords();
  const [id, setId] = useState(columns[0]?.id ?? '');
  const column = columns.find((each) => each.id === id) ?? columns[0];
  const [wanted, setTest] = useState<FilterTest | null>(null);
  const [typed, setTyped] = useState<readonly string[]>([]);
  const [wrong, setWrong] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // What opened it makes room for it: the keys go on in here.
  useEffect(() => form.current?.querySelector('select')?.focus(), []);
  if (column === undefined) return null;
  const tests = testsFor(column);
  const test = tests.find((each) => each === wanted) ?? tests[0] ?? 'contains';
  const type = (values: readonly string[]) => {
    setTyped(values);
    setWrong(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const condition = conditionOf(column, test, test === 'range' ? typed : typed.slice(0), notation);
    if (condition === null) setWrong(true);
    else onCondition(condition);
  };
  return (
    <form
      ref={form}
      className={classes.form}
      onSubmit={submit}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
    >
      <SmallSelect
        label={t('filter.column')}
        value={column.id}
        onChoose={(next) => {
          setId(next);
          type([]);
        }}
      >
        {columns.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </SmallSelect>
      <SmallSelect
        label={t('filter.test')}
        value={test}
        onChoose={(next) => setTest(tests.find((each) => each === next) ?? null)}
      >
        {tests.map((each) => (
          <option key={each} value={each}>
            {t(`filter.${each}`)}
          </option>
        ))}
      </SmallSelect>
      <Values column={column} test={test} typed={typed} onTyped={type} />
      <Button type="submit" size="compact-sm" variant="default">
        {t('filter.apply')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={onClose}>
        {t('common:action.cancel')}
      </Button>
      {wrong && (
        <p className={classes.wrong} role="alert">
          {t(column.kind === 'date' ? 'common:field.date' : 'filter.notFit')}
        </p>
      )}
    </form>
  );
}

interface ValuesProps {
  readonly column: CellColumn;
  readonly test: FilterTest;
  readonly typed: readonly string[];
  readonly onTyped: (typed: readonly string[]) => void;
}

function Values({ column, test, typed, onTyped }: ValuesProps) {
  const { t } = useTranslation('set');
  const words = useFieldWords();
  const [first = '', second = ''] = typed;
  if (test === 'empty' || test === 'filled') return null;
  if (test === 'range')
    return (
      <>
        <TextInput
          size="xs"
          aria-label={t('filter.from')}
          placeholder={t('filter.from')}
          value={first}
          onChange={(event) => onTyped([event.currentTarget.value, second])}
        />
        <TextInput
          size="xs"
          aria-label={t('filter.to')}
          placeholder={t('filter.to')}
          value={second}
          onChange={(event) => onTyped([first, event.currentTarget.value])}
        />
      </>
    );
  const offered = column.kind === 'yes_no' ? ['yes', 'no'] : (column.field?.values ?? []);
  if (test === 'one_of' && column.kind !== 'text')
    return (
      <fieldset className={classes.values}>
        <VisuallyHidden component="legend">{t('filter.value')}</VisuallyHidden>
        {offered.map((value) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={typed.includes(value)}
              onChange={(event) =>
                onTyped(
                  event.currentTarget.checked ? [...typed, value] : typed.filter((each) => each !== value),
                )
              }
            />
            {shownValue(column, value, words)}
          </label>
        ))}
      </fieldset>
    );
  return (
    <TextInput
      size="xs"
      aria-label={t('filter.value')}
      placeholder={t('filter.value')}
      value={first}
      autoFocus
      onChange={(event) => onTyped([event.currentTarget.value])}
    />
  );
}
