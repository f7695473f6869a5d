import { createContext, type FormEvent, type ReactNode, use } from 'react';
import { useOneAtATime } from '../lib/one-at-a-time.ts';
import { Fault } from './fault.tsx';
import classes from './form.module.css';

interface FormProps {
  /** A refusal that it rejects with is shown by whoever made the call. */
  readonly onSubmit: () => unknown;
  readonly children: ReactNode;
  readonly label?: string;
}

/** Sends the form that this stands in. */
const Sending = createContext<(() => unknown) | undefined>(undefined);

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
      <Sending value={submitOnce}>{children}</Sending>
    </form>
  );
}

/**
 * What went wrong when the form was sent. Trying once more sends the form, not the command alone: what belongs after
 * it (saying so, closing, forgetting what was typed) is then done too.
 */
Form.Fault = function FormFault({ error }: { readonly error: unknown }) {
  const again = use(Sending);
  return <Fault error={error} {...(again === undefined ? {} : { again })} />;
};

interface FormActionsProps {
  readonly children: ReactNode;
  /** What stands above them is still being asked: they are shown once it is there, so that none moves under a pointer. */
  readonly coming?: boolean;
}

/** The buttons at a form's end, what happens first. */
Form.Actions = function FormActions({ children, coming = false }: FormActionsProps) {
  return (
    <div className={classes.actions} data-coming={coming || undefined}>
      {children}
    </div>
  );
};

/** Fields that belong side by side where there is room. */
Form.Row = function FormRow({ children }: { readonly children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
};
