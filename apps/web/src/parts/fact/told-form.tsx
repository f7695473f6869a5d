import type { Acknowledgement } from '@koersvast/contracts';
import type { FactName } from '@koersvast/core/fact';
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { currentLanguage } from '../../i18n/index.ts';
import type { LiveChange, LiveOptions } from '../../lib/form.ts';
import { Form } from '../../ui/form.tsx';
import { Gone, useLiveForm } from '../../ui/live-form.tsx';
import { FactField } from './fact-field.tsx';
import { choicesOf, kindOf, storedOf, type Typed, typedOf } from './told.ts';

type Stored = string | number | boolean | null;

interface ToldFormProps<Name extends FactName> {
  readonly label: string;
  readonly names: readonly Name[];
  /** As they are stored; null once what they are told of is gone. */
  readonly told: Readonly<Record<Name, Stored>> | null;
  readonly schema: z.ZodObject<{ readonly [Each in Name]: z.ZodType }>;
  readonly send: (changed: LiveChange<Record<Name, never>>) => Promise<Acknowledgement>;
  /** After it was sent and is stored. */
  readonly sent: (output: Acknowledgement) => void;
  readonly pending: boolean;
  readonly error: unknown;
  readonly disabled?: boolean;
  /** More on one of them, in the place of what is usually said. */
  readonly what?: Partial<Readonly<Record<Name, string>>>;
  /** Where one begins. */
  readonly focus?: Name | undefined;
  /** Leads out of it, where it is in a dialogue. */
  readonly onClose?: () => void;
  /** Where it leads once all is stored; out of it where nothing else is said. */
  readonly onSaved?: (() => void) | undefined;
}

/** What is told of one thing for the methods text; nothing of it must be filled in. */
export function ToldForm<Name extends FactName>(props: ToldFormProps<Name>) {
  const { names, told, schema, send, sent, disabled = false, focus, onClose, onSaved = onClose } = props;
  const { t } = useTranslation(['fact', 'common']);
  const point = currentLanguage() === 'nl' ? ',' : '.';
  const live =
    told && (Object.fromEntries(names.map((name) => [name, typedOf(told[name], point)])) as Typed<Name>);
  const labelOf = (name: FactName) => t(`label.${name}`);
  const shown = (name: FactName, value: string): string => {
    const kind = kindOf(name);
    if (value === '') return t('unsaid');
    if (kind === 'yesNo') return t(value === 'yes' ? 'yes' : 'no');
    return kind === 'stage' ? t(`stage.${choicesOf.stage.find((each) => each === value) ?? 'full'}`) : value;
  };
  const options: LiveOptions<Typed<Name>, Record<Name, never>> = {
    live,
    schema,
    toInput: (values) =>
      Object.fromEntries(names.map((name) => [name, storedOf(name, values[name])])) as Record<Name, unknown>,
    label: labelOf,
    shown,
  };
  const fields = useLiveForm<Typed<Name>, Record<Name, never>>(options);
  const leave = () => {
    fields.leave();
    onClose?.();
  };
  const submit = async () => {
    const changed = fields.edit();
    if (changed === undefined) return;
    const output = changed === null ? null : await send(changed);
    if (fields.saved()) onSaved?.();
    if (output !== null) sent(output);
  };
  const isDialog = onClose !== undefined;
  const first = useRef<HTMLElement | null>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <Form onSubmit={submit} label={props.label}>
      {fields.gone && <Gone text={fields.asText()} onClose={leave} />}
      {names.map((name) => (
        <FactField
          key={name}
          name={name}
          field={fields.text(name)}
          disabled={disabled}
          what={props.what?.[name]}
          place={name === focus ? first : undefined}
        />
      ))}
      <Form.Fault error={props.error} />
      {(isDialog || fields.touched) && (
        <Form.Actions>
          <Button
            type="submit"
            variant={isDialog ? 'filled' : 'default'}
            loading={props.pending}
            disabled={fields.gone || disabled}
          >
            {t('common:action.save')}
          </Button>
          <Button variant="subtle" onClick={leave}>
            {t('common:action.cancel')}
          </Button>
        </Form.Actions>
      )}
    </Form>
  );
}
