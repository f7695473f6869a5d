import {
  type DocumentField,
  editProjectInput,
  type ListedDocument,
  type ProjectDetail,
} from '@koersvast/contracts';
import { fieldKinds, fitOfKind, shownFieldValue } from '@koersvast/core/document-field';
import { Button, NativeSelect, Textarea, TextInput, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCommand } from '../../data/command.ts';
import { useFieldWords } from '../../data/document-fields.ts';
import { documentsQuery } from '../../data/documents.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import { CloseMark } from '../../ui/close-mark.tsx';
import { Form } from '../../ui/form.tsx';
import { useLiveForm } from '../../ui/live-form.tsx';
import { Section } from '../../ui/page.tsx';
import classes from './document-fields.module.css';
import {
  type DraftField,
  draftOf,
  fieldsRule,
  isRenamed,
  movedBy,
  nameThere,
  renamedIn,
  storedOf,
  valuesIn,
  valuesOf,
  withNew,
} from './fields-draft.ts';
import { MoveButton } from './move-button.tsx';

interface DocumentFieldsProps {
  readonly detail: ProjectDetail;
  readonly undo: Undo;
}

/** The fields that documents of the project have beside the usual details. */
export function DocumentFields(props: DocumentFieldsProps) {
  const { t } = useTranslation('set');
  return (
    <Section title={t('fields.title')} lead={t('fields.lead')}>
      <FieldsForm {...props} />
    </Section>
  );
}

interface FormFields {
  readonly documentFields: readonly DraftField[];
}
interface FormInput {
  readonly documentFields: DocumentField[];
}
const fieldsSchema = z.object({
  documentFields: editProjectInput.shape.change.options[3].shape.documentFields,
});

function FieldsForm({ detail, undo }: DocumentFieldsProps) {
  const { t } = useTranslation(['set', 'common']);
  const { project } = detail;
  const list = useQuery(documentsQuery(project.id));
  const rows = useMemo(() => list.data?.map(({ document }) => document) ?? [], [list.data]);
  const live = useMemo(
    () => ({ documentFields: draftOf(project.documentFields, rows) }),
    [project.documentFields, rows],
  );
  const edit = useCommand(trpc.project.edit.mutationOptions());
  const fields = useLiveForm<FormFields, FormInput>({
    live,
    schema: fieldsSchema,
    toInput: ({ documentFields }) => ({ documentFields: storedOf(documentFields) }),
    rules: { documentFields: fieldsRule },
    label: () => t('fields.title'),
    shown: (_name, draft) =>
      draft
        .map(({ name, kind, choices }) => {
          const words = t(`common:fieldKind.${kind}`);
          return `${name.trim()} (${kind === 'choice' ? [words, ...valuesOf({ choices })].join(': ') : words})`;
        })
        .join('\n'),
  });
  const draft = fields.values.documentFields;
  const set = (next: readonly DraftField[]) => fields.set('documentFields', next);
  const closed = project.archivedAt !== null;
  const theirs = fields.conflicts.documentFields ?? [];
  const isContested = ({ key, kind, choices }: DraftField) =>
    theirs.some((each) => each.key === key && (each.kind !== kind || each.choices !== choices));
  const place = useRef<HTMLOListElement>(null);
  const [spoken, setSpoken] = useState('');
  const called = ({ name }: DraftField) => (name.trim() === '' ? t('fields.new') : name.trim());
  const change = (key: string, part: Partial<DraftField>) =>
    set(draft.map((field) => (field.key === key ? { ...field, ...part } : field)));
  const move = (field: DraftField, by: -1 | 1) => {
    const next = movedBy(draft, field.key, by);
    if (next === draft) return;
    set(next);
    setSpoken(t('fields.moved', { name: called(field), place: next.indexOf(field) + 1, all: draft.length }));
  };
  const submit = async () => {
    const edited = fields.edit();
    if (edited === undefined) return;
    if (edited !== null) {
      const { documentFields = [] } = edited.change;
      const { id, version } = project;
      const renamed = renamedIn(draft);
      const output = await edit.run({
        projectId: id,
        version,
        change: { documentFields, ...(renamed.length === 0 ? {} : { renamed }) },
        base: edited.base,
      });
      undo.sayUndoable(t('fields.saved'), output);
    }
    fields.saved();
  };
  return (
    <Form onSubmit={submit} label={t('fields.title')}>
      {draft.length === 0 && <p className={classes.quiet}>{t('fields.none')}</p>}
      <ol className={classes.fields} ref={place} aria-label={t('fields.list')}>
        {draft.map((field, at) => (
          <FieldRow
            key={field.key}
            field={field}
            number={at + 1}
            rows={rows}
            closed={closed}
            contested={isContested(field)}
            called={called(field)}
            onChange={change}
            onMove={(by) => move(field, by)}
            onRemove={() => set(draft.filter(({ key }) => key !== field.key))}
          />
        ))}
      </ol>
      {!closed && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              set(withNew(draft));
              requestAnimationFrame(() =>
                place.current?.querySelector<HTMLElement>(':scope > li:last-child input')?.focus(),
              );
            }}
          >
            {t('fields.add')}
          </Button>
        </div>
      )}
      {fields.errors.documentFields !== undefined && (
        <p className={classes.problem} role="alert">
          {fields.errors.documentFields}
        </p>
      )}
      {fields.conflict('documentFields')}
      <Form.Fault error={edit.error} />
      {fields.touched && (
        <Form.Actions>
          <Button type="submit" variant="default" loading={edit.pending}>
            {t('fields.save')}
          </Button>
          <Button variant="subtle" onClick={() => fields.leave()}>
            {t('common:action.cancel')}
          </Button>
        </Form.Actions>
      )}
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
    </Form>
  );
}

interface FieldRowProps extends ChoicesProps {
  readonly number: number;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function FieldRow(props: FieldRowProps) {
  const { field, number, rows, closed, contested, called, onChange, onMove, onRemove } = props;
  const { t } = useTranslation(['set', 'common']);
  return (
    <li className={classes.field}>
      <div className={classes.line}>
        <TextInput
          className={classes.name}
          aria-label={t('fields.name', { number })}
          value={field.name}
          maxLength={60}
          disabled={closed}
          onChange={(event) => onChange(field.key, { name: event.currentTarget.value })}
        />
        <NativeSelect
          className={classes.kind}
          aria-label={t('fields.kind', { name: called })}
          value={field.kind}
          disabled={closed}
          error={contested && field.kind !== 'choice'}
          onChange={(event) =>
            onChange(field.key, {
              kind: fieldKinds.find((each) => each === event.currentTarget.value) ?? 'text',
            })
          }
        >
          {fieldKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`common:fieldKind.${kind}`)}
            </option>
          ))}
        </NativeSelect>
        {!closed && (
          <span className={classes.moves}>
            <MoveButton label={t('fields.up', { name: called })} up onMove={() => onMove(-1)} />
            <MoveButton label={t('fields.down', { name: called })} onMove={() => onMove(1)} />
            {valuesIn(nameThere(field), rows).length === 0 && (
              <CloseMark label={t('fields.remove', { name: called })} onClick={onRemove} />
            )}
          </span>
        )}
      </div>
      {field.kind === 'choice' && (
        <Choices
          field={field}
          rows={rows}
          closed={closed}
          contested={contested}
          called={called}
          onChange={onChange}
        />
      )}
      {isRenamed(field) && field.name.trim() !== '' && (
        <p className={classes.quiet}>{t('fields.renamed', { name: field.stored })}</p>
      )}
      <Fit field={field} rows={rows} />
    </li>
  );
}

interface ChoicesProps {
  readonly field: DraftField;
  readonly rows: readonly ListedDocument[];
  readonly closed: boolean;
  /** Whether somebody else changed it too. */
  readonly contested: boolean;
  readonly called: string;
  readonly onChange: (key: string, part: Partial<DraftField>) => void;
}

function Choices({ field, rows, closed, contested, called, onChange }: ChoicesProps) {
  const { t } = useTranslation('set');
  const format = useFormat();
  const there = [...new Set(valuesIn(nameThere(field), rows).map((value) => value.trim()))].filter(
    (value) => value !== '' && !value.includes('\n'),
  );
  const known = new Set(valuesOf(field));
  const missing = there.filter((value) => !known.has(value)).sort(format.compare);
  return (
    <>
      <Textarea
        aria-label={t('fields.values', { name: called })}
        description={t('fields.values', { name: called })}
        value={field.choices}
        disabled={closed}
        error={contested}
        autosize
        minRows={2}
        maxRows={12}
        onChange={(event) => onChange(field.key, { choices: event.currentTarget.value })}
      />
      {!closed && missing.length > 0 && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => onChange(field.key, { choices: [...known, ...missing].join('\n') })}
          >
            {t('fields.fromDocuments')}
          </Button>
        </div>
      )}
    </>
  );
}

/** So many values are quoted of those that do not fit, or are read otherwise. */
const quoted = 4;

/** What its kind makes of the values that documents have: nothing of them is changed by it. */
function Fit({ field, rows }: { readonly field: DraftField; readonly rows: readonly ListedDocument[] }) {
  const { t } = useTranslation('set');
  const format = useFormat();
  const words = useFieldWords();
  const { name, kind, choices } = field;
  const there = nameThere(field);
  const fit = useMemo(
    () => fitOfKind({ kind, values: valuesOf({ choices }) }, valuesIn(there, rows)),
    [kind, choices, there, rows],
  );
  if (kind === 'text') return null;
  const unfit = fit.not.reduce((sum, { count }) => sum + count, 0);
  if (fit.fits + unfit === 0) return null;
  const as = { name, kind, values: valuesOf(field) };
  const examples = fit.not.slice(0, quoted).map(({ stored }) => stored);
  return (
    <p className={classes.quiet}>
      {t('fields.fits', { count: fit.fits, number: format.number(fit.fits) })}{' '}
      {unfit > 0 && (
        <strong>
          {t('fields.not', { count: unfit, number: format.number(unfit), examples: format.list(examples) })}
        </strong>
      )}{' '}
      {fit.readAs.length > 0 &&
        t('fields.readAs', {
          examples: format.list(
            fit.readAs
              .slice(0, quoted)
              .map(({ stored, value }) =>
                t('fields.readOne', { stored, value: shownFieldValue(as, value, words) }),
              ),
          ),
        })}
    </p>
  );
}
