import { Button, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseMark } from '../../ui/close-mark.tsx';
import { type KeyedExample, withExample } from './tag-fields.ts';
import classes from './tag-form.module.css';

interface ExamplesInputProps {
  readonly legend: string;
  readonly add: string;
  readonly value: readonly KeyedExample[];
  readonly onChange: (examples: readonly KeyedExample[]) => void;
  /** What is asked about them, below. */
  readonly children?: ReactNode;
}

/** Quotations with the reason why. One whose words are changed no longer has a place in a document. */
export function ExamplesInput({ legend, add, value, onChange, children }: ExamplesInputProps) {
  const { t } = useTranslation('tag');
  const change = (at: string, part: Partial<KeyedExample>) =>
    onChange(value.map((each) => (each.at === at ? { ...each, ...part } : each)));
  return (
    <fieldset className={classes.group}>
      <legend>{legend}</legend>
      {value.map((example) => (
        <div key={example.at} className={classes.example}>
          <Textarea
            aria-label={t('example.quote')}
            placeholder={t('example.quote')}
            value={example.quote}
            rows={2}
            onChange={(event) => change(example.at, { quote: event.currentTarget.value, source: null })}
            classNames={{ input: classes.text }}
          />
          <Textarea
            aria-label={t('example.note')}
            placeholder={t('example.note')}
            value={example.note}
            rows={2}
            onChange={(event) => change(example.at, { note: event.currentTarget.value })}
          />
          <CloseMark
            label={t('example.drop')}
            onClick={() => onChange(value.filter((each) => each.at !== example.at))}
          />
        </div>
      ))}
      <Button variant="subtle" size="compact-sm" onClick={() => onChange(withExample(value))}>
        {add}
      </Button>
      {children}
    </fieldset>
  );
}
