import type { FormEvent, ReactNode } from 'react';
import { useOneAtATime } from '../lib/one-at-a-time.ts';
import classes from './form.module.css';

interface FormProps {
  /** A refusal that it rejects with is shown by whoever made the call. */
  readonly onSubmit: () => unknown;
  readonly children: ReactNode;
  readonly label?: string;
}

/** A form of one column. */
export function Form({ onSubmit, children, label }: FormProps) {
  const submitOnce = useOneAtATime(onSubmit);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    submitOnce().catch(() => undefined);
    // Once the fields have said what is wrong, go to the first of them.
    requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-label={label} noValidate>
      {children}
    </form>
  );
}

/** The buttons at a form's end, what happens first. */
Form.Actions = function FormActions({ children }: { readonly children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
};

/** Fields that belong side by side where there is room. */
Form.Row = function FormRow({ children }: { readonly children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
};
