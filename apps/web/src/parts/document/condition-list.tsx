import type { DocumentCondition } from '@koersvast/core/document-rule';
import { limits } from '@koersvast/core/limit';
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../lib/store.ts';
import { CloseMark } from '../../ui/close-mark.tsx';
import { Later, laterPart, useSoon } from '../../ui/later.tsx';
import type { CellColumn } from './cell-column.ts';
import classes from './filter-bar.module.css';
import { useConditionWords } from './use-condition-words.ts';

const conditionForm = laterPart(async () => (await import('./condition-form.tsx')).ConditionForm);

export interface ConditionListProps {
  readonly columns: readonly CellColumn[];
  readonly conditions: readonly DocumentCondition[];
  readonly onConditions: (conditions: readonly DocumentCondition[]) => void;
  /** Told when somebody is about to choose a column. */
  readonly onOpen?: () => void;
  /** Where the form is. */
  readonly below: HTMLElement | null;
}

/** Conditions, each of which can be removed, and a form for one more, which is elsewhere. */
export function ConditionList({ columns, conditions, onConditions, onOpen, below }: ConditionListProps) {
  const { t } = useTranslation('set');
  const [opened, setOpened] = useState(false);
  // When the form goes, the keys go back to what opened it.
  const back = useRef(false);
  const close = () => {
    back.current = true;
    setOpened(false);
  };
  const wordsOf = useConditionWords(columns);
  useSoon(conditionForm);
  // What opens it stays as long as it is on its way.
  const shown = useStore(conditionForm.arrived) !== null && opened;
  return (
    <>
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
      {!shown && conditions.length < limits.conditions && (
        <Button
          ref={(button) => {
            if (button === null || !back.current) return;
            back.current = false;
            button.focus();
          }}
          variant="default"
          size="compact-sm"
          loading={opened}
          onClick={() => {
            setOpened(true);
            onOpen?.();
          }}
        >
          {t('filter.add')}
        </Button>
      )}
      {conditions.length > 1 && (
        <Button variant="subtle" size="compact-sm" onClick={() => onConditions([])}>
          {t('filter.clear')}
        </Button>
      )}
      {opened &&
        below !== null &&
        createPortal(
          <Later
            part={conditionForm}
            wanted
            give={{
              columns,
              onCondition: (condition) => {
                onConditions([...conditions, condition]);
                close();
              },
              onClose: close,
            }}
          />,
          below,
        )}
    </>
  );
}
