import { type DocumentField, storedFieldValue } from '@koersvast/core/document-field';
import { foldName } from '@koersvast/core/person';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../../data/document-fields.ts';
import { CloseMark } from '../../ui/close-mark.tsx';
import { Form } from '../../ui/form.tsx';
import { type MetadataFields, withOwnField } from './metadata.ts';
import classes from './metadata-inputs.module.css';

interface MetadataInputsProps {
  readonly value: MetadataFields;
  readonly errors: Partial<Record<keyof MetadataFields, string>>;
  /** The fields that the project defines, by whose kinds values are chosen. */
  readonly defined?: readonly DocumentField[];
  /** One field was changed. */
  readonly onChange: <Name extends keyof MetadataFields>(name: Name, value: MetadataFields[Name]) => void;
  /** A field was left: what is wrong with it may be said now. */
  readonly onLeave?: (name: keyof MetadataFields) => void;
  /** What is asked at a field that somebody else changed too. */
  readonly conflict?: (name: keyof MetadataFields) => ReactNode;
}

type TextName = Exclude<keyof MetadataFields, 'fields'>;

/** The fields for what is known of a document. */
export function MetadataInputs(props: MetadataInputsProps) {
  const { value, errors, defined = [], onChange, onLeave, conflict } = props;
  const { t } = useTranslation('document');
  const field = (name: TextName) => ({
    label: t(`field.${name}`),
    value: value[name],
    ...askedAt(errors[name], conflict?.(name) ?? null),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange(name, event.currentTarget.value),
    onBlur: () => onLeave?.(name),
  });
  const own = value.fields;
  const setOwn = (fields: MetadataFields['fields']) => onChange('fields', fields);
  const change = (id: string, part: { readonly name?: string; readonly value?: string }) =>
    setOwn(own.map((each) => (each.id === id ? { ...each, ...part } : each)));
  return (
    <>
      <TextInput {...field('title')} />
      <Form.Row>
        <TextInput {...field('date')} description={t('field.date.hint')} inputWrapperOrder={order} />
        <TextInput {...field('language')} description={t('field.language.hint')} inputWrapperOrder={order} />
      </Form.Row>
      <Form.Row>
        <TextInput {...field('author')} />
        <TextInput {...field('addressee')} />
      </Form.Row>
      <Form.Row>
        <TextInput {...field('dossier')} />
        <TextInput {...field('documentNumber')} />
      </Form.Row>
      <Form.Row>
        <TextInput {...field('sourceUrl')} type="url" inputMode="url" />
        <TextInput {...field('licence')} />
      </Form.Row>
      <fieldset className={classes.own}>
        <legend>{t('field.more')}</legend>
        {own.map((each) => (
          <div key={each.id} className={classes.pair}>
            <TextInput
              aria-label={t('field.own.name')}
              placeholder={t('field.own.name')}
              value={each.name}
              onChange={(event) => change(each.id, { name: event.currentTarget.value })}
            />
            <OwnValue
              field={defined.find(({ name }) => foldName(name) === foldName(each.name))}
              value={each.value}
              onChange={(next) => change(each.id, { value: next })}
            />
            <CloseMark
              label={t('field.own.drop', { name: each.name })}
              onClick={() => setOwn(own.filter(({ id }) => id !== each.id))}
            />
          </div>
        ))}
        {conflict?.('fields') ??
          (errors.fields !== undefined && (
            <p className={classes.error} role="alert">
              {errors.fields}
            </p>
          ))}
        <Button variant="subtle" size="compact-sm" onClick={() => setOwn(withOwnField(own))}>
          {t('field.own.add')}
        </Button>
      </fieldset>
    </>
  );
}

interface OwnValueProps {
  readonly field: DocumentField | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The value of a field of one's own: chosen where its kind says of what, and what stands there fits. */
function OwnValue({ field, value, onChange }: OwnValueProps) {
  const { t } = useTranslation('document');
  const words = useFieldWords();
  const given = {
    'aria-label': t('field.own.value'),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange(event.currentTarget.value),
  };
  const offered =
    field?.kind === 'choice'
      ? field.values.map((each) => [each, each] as const)
      : field?.kind === 'yes_no'
        ? ([
            ['yes', words.yes],
            ['no', words.no],
          ] as const)
        : null;
  const stored = field === undefined ? null : storedFieldValue(field, value);
  if (offered === null || stored === null)
    return <TextInput {...given} placeholder={t('field.own.value')} value={value} />;
  return (
    <NativeSelect {...given} value={stored}>
      <option value="" />
      {offered.map(([each, name]) => (
        <option key={each} value={each}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}

/** The question says in sight what is wrong. */
function askedAt(error: string | undefined, question: ReactNode) {
  if (question === null) return { error };
  const inputContainer = (field: ReactNode) => (
    <>
      {field}
      {question}
    </>
  );
  return { error, errorProps: { style: { display: 'none' } }, inputContainer };
}

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
