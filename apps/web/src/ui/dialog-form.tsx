import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from './form.tsx';

interface DialogFormProps {
  /** A refusal that it rejects with is shown by `error`, with another try where that can help. */
  readonly onSubmit: () => unknown;
  /** What its button says that it does. */
  readonly submit: string;
  readonly pending?: boolean;
  readonly disabled?: boolean;
  readonly error: unknown;
  /** It takes something away: its button is red. */
  readonly danger?: boolean;
  /** It cannot be taken back: Enter by itself leads out of it. */
  readonly final?: boolean;
  /** What leads out of it; *Cancel* where nothing else is said. */
  readonly cancel?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What a dialogue asks: its fields, what went wrong, and the two ways out, what happens first. */
export function DialogForm(props: DialogFormProps) {
  const { onSubmit, submit, pending = false, disabled = false, error, cancel, onClose } = props;
  const { t } = useTranslation();
  return (
    <Form onSubmit={onSubmit}>
      {props.children}
      <Form.Fault error={error} />
      <Form.Actions>
        <Button
          type="submit"
          loading={pending}
          disabled={disabled}
          {...(props.danger === true ? { color: 'red' } : {})}
        >
          {submit}
        </Button>
        <Button variant="subtle" onClick={onClose} data-autofocus={props.final === true ? true : undefined}>
          {cancel ?? t('action.cancel')}
        </Button>
      </Form.Actions>
    </Form>
  );
}
