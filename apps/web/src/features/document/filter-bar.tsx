import type { DocumentCondition, FilterTest } from '@koersvast/core/document-filter';
import { Button, TextInput, VisuallyHidden } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../../data/document-fields.ts';
import { useFormat } from '../../lib/format.ts';
import { CloseMark } from '../../ui/close-mark.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import type { CellColumn } from './cell.ts';
import { conditionOf, shownValue, testsFor } from './conditions.ts';
import classes from './filter-bar.module.css';

interface FilterBarProps {
  readonly columns: readonly CellColumn[];
  readonly conditions: readonly DocumentCondition[];
  readonly onConditions: (conditions: readonly DocumentCondition[]) => void;
  /** The choice of a set, before them. */
  readonly children: ReactNode;
  /** What else can be done, behind them. */
  readonly more: ReactNode;
}

/** By what documents are chosen: the conditions, each of which can be removed, and a form for one more. */
export function FilterBar({ columns, conditions, onConditions, children, more }: FilterBarProps) {
  const { t } = useTranslation('set');
  const [opened, setOpened] = useState(false);
  const wordsOf = useConditionWords(columns);
  return (
    <section className={classes.bar} aria-label={t('filter.label')}>
      <div className={classes.row}>
        {children}
        {conditions.map((condition, at) => {
          const words = wordsOf(condition);
          return (
            <span key={JSON.stringify(condition)} className={classes.condition}>
              <span className={classes.words}>{words}</span>
              <CloseMark
                label={t('filter.remove', { words })}
                onClick={() => onConditions(conditions.toSpliced(at, 1))}
              />
            </span>
          );
        })}
        {!opened && (
          <Button variant="default" size="compact-sm" onClick={() => setOpened(true)}>
            {t('filter.add')}
          </Button>
        )}
        {conditions.length > 1 && (
          <Button variant="subtle" size="compact-sm" onClick={() => onConditions([])}>
            {t('filter.clear')}
          </Button>
        )}
        {more}
      </div>
      {opened && (
        <ConditionForm
          columns={columns}
          onCondition={(condition) => {
            onConditions([...conditions, condition]);
            setOpened(false);
          }}
          onClose={() => setOpened(false)}
        />
      )}
    </section>
  );
}

function useConditionWords(columns: readonly CellColumn[]): (condition: DocumentCondition) => string {
  const { t } = useTranslation('set');
  const words = useFieldWords();
  const format = useFormat();
  return ({ column: id, test, values }) => {
    const column = columns.find((each) => each.id === id);
    const name = column?.name ?? id.replace(/^field\./, '');
    const [first = '', second = ''] = values.map((value) => shownValue(column, value, words));
    switch (test) {
      case 'contains':
        return t('filter.words.contains', { name, value: values[0] ?? '' });
      case 'range':
        return t('filter.words.range', { name, from: first, to: second });
      case 'one_of':
        return t('filter.words.one_of', {
          name,
          values: format.choice(values.map((value) => shownValue(column, value, words))),
        });
      default:
        return t(`filter.words.${test}`, { name });
    }
  };
}

interface ConditionFormProps {
  readonly columns: readonly CellColumn[];
  readonly onCondition: (condition: DocumentCondition) => void;
  readonly onClose: () => void;
}

function ConditionForm({ columns, onCondition, onClose }: ConditionFormProps) {
  const { t } = useTranslation(['set', 'common']);
  const { notation } = useFieldWords();
  const [id, setId] = useState(columns[0]?.id ?? '');
  const column = columns.find((each) => each.id === id) ?? columns[0];
  const [wanted, setTest] = useState<FilterTest | null>(null);
  const [typed, setTyped] = useState<readonly string[]>([]);
  const [wrong, setWrong] = useState(false);
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
    <form className={classes.form} onSubmit={submit}>
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
          {t('filter.notFit')}
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
