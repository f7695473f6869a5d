import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CloseMark } from '../../ui/close-mark.tsx';
import { Form } from '../../ui/form.tsx';
import type { MetadataFields } from './metadata.ts';
import classes from './metadata-inputs.module.css';

interface MetadataInputsProps {
  readonly value: MetadataFields;
  readonly errors: Partial<Record<keyof MetadataFields, string>>;
  readonly onChange: (value: MetadataFields) => void;
}

type TextName = Exclude<keyof MetadataFields, 'fields'>;

/** The fields for what is known of a document. */
export function MetadataInputs({ value, errors, onChange }: MetadataInputsProps) {
  const { t } = useTranslation('document');
  const field = (name: TextName) => ({
    label: t(`field.${name}`),
    value: value[name],
    error: errors[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...value, [name]: event.currentTarget.value }),
  });
  const own = value.fields;
  const setOwn = (fields: MetadataFields['fields']) => onChange({ ...value, fields });
  const change = (id: number, part: { readonly name?: string; readonly value?: string }) =>
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
            <TextInput
              aria-label={t('field.own.value')}
              placeholder={t('field.own.value')}
              value={each.value}
              onChange={(event) => change(each.id, { value: event.currentTarget.value })}
            />
            <CloseMark
              label={t('field.own.drop', { name: each.name })}
              onClick={() => setOwn(own.filter(({ id }) => id !== each.id))}
            />
          </div>
        ))}
        {errors.fields !== undefined && <p className={classes.error}>{errors.fields}</p>}
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() =>
            setOwn([...own, { id: Math.max(-1, ...own.map(({ id }) => id)) + 1, name: '', value: '' }])
          }
        >
          {t('field.own.add')}
        </Button>
      </fieldset>
    </>
  );
}

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
