import type { ImportCodebookOutput } from '@koersvast/contracts';
import {
  type CodebookRole,
  codebookRoles,
  type PathSeparator,
  pathSeparators,
} from '@koersvast/core/codebook';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '../../ui/form.tsx';
import classes from './import-codebook.module.css';

type Encoding = NonNullable<ImportCodebookOutput['encoding']>;

/** What somebody says of a file themselves; what is absent is found out. */
export interface ImportReading {
  readonly columns?: readonly (CodebookRole | null)[] | undefined;
  readonly separator?: PathSeparator | undefined;
  readonly encoding?: Encoding | null | undefined;
}

/** As a codebook can have been written; the others of a text are for letters. */
const encodings = ['utf-8', 'windows-1252', 'macintosh', 'utf-16le', 'utf-16be'] as const;

interface ImportColumnsProps {
  readonly report: ImportCodebookOutput;
  readonly reading: ImportReading;
  readonly pending: boolean;
  readonly onChange: (reading: ImportReading) => void;
}

/** What each column is taken for, by what paths are divided, and the encoding; each can be set right. */
export function ImportColumns({ report, reading, pending, onChange }: ImportColumnsProps) {
  const { t } = useTranslation('tag');
  const { columns, separator } = report;
  // Opened where something has to be chosen, and never shut under somebody's hand.
  const [open, setOpen] = useState(false);
  const missing = report.problems.some(({ code }) => code === 'column_missing' || code === 'column_twice');
  if (columns.length === 0) return null;
  // A column is known by its place alone: two can have one header, or none.
  const placed = columns.map((each, at) => ({ ...each, at }));
  const used = columns.filter(({ role }) => role !== null);
  const setRole = (at: number, role: CodebookRole | null) =>
    onChange({
      ...reading,
      columns: columns.map((each, place) => {
        if (place === at) return role;
        // What one column is taken for no other is.
        return each.role === role ? null : each.role;
      }),
    });
  return (
    <details
      className={classes.columns}
      open={open || missing}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {t('import.columns', {
          used: used.length,
          all: columns.length,
          rest: columns.length - used.length,
        })}
      </summary>
      <p className={classes.hint}>{t('import.columns.hint')}</p>
      <div className={classes.roles}>
        {placed.map(({ header, role, at }) => (
          <NativeSelect
            key={at}
            size="xs"
            label={header === '' ? t('import.column', { number: at + 1 }) : header}
            value={role ?? ''}
            disabled={pending}
            onChange={(event) =>
              setRole(at, codebookRoles.find((each) => each === event.currentTarget.value) ?? null)
            }
          >
            <option value="">{t('import.role.none')}</option>
            {codebookRoles.map((each) => (
              <option key={each} value={each}>
                {t(`import.role.${each}`)}
              </option>
            ))}
          </NativeSelect>
        ))}
      </div>
      <Form.Row>
        <NativeSelect
          size="xs"
          label={t('import.separator')}
          value={separator}
          disabled={pending}
          onChange={(event) =>
            onChange({
              ...reading,
              separator: pathSeparators.find((each) => each === event.currentTarget.value),
            })
          }
        >
          {pathSeparators.map((each) => (
            <option key={each} value={each}>
              {each === 'none'
                ? t('import.separator.none')
                : t('import.separator.sign', { sign: each.trim() })}
              {each === ' > ' ? ` ${t('import.separator.spaces')}` : ''}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          size="xs"
          label={t('import.encoding')}
          value={reading.encoding ?? ''}
          disabled={pending}
          onChange={(event) =>
            onChange({
              ...reading,
              // Another encoding can make other headers: then all is found out anew.
              columns: undefined,
              separator: undefined,
              encoding: encodings.find((each) => each === event.currentTarget.value) ?? null,
            })
          }
        >
          <option value="">
            {reading.encoding == null
              ? t('import.encoding.auto', { encoding: report.encoding ?? '–' })
              : t('import.encoding.find')}
          </option>
          {encodings.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </NativeSelect>
      </Form.Row>
    </details>
  );
}
