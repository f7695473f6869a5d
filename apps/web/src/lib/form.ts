import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

export interface Fields<Values extends object> {
  readonly values: Values;
  /** What is wrong with a field, in words; only after the first attempt to send. */
  readonly errors: Partial<Record<keyof Values, string>>;
  set<Name extends keyof Values>(name: Name, value: Values[Name]): void;
  /** What a text field needs: its value, what to do on change, and what is wrong. */
  text(name: keyof Values & string): {
    readonly name: string;
    readonly value: string;
    readonly error: string | undefined;
    readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void;
  };
  /** The values as the contract has them; null when they are not, which the fields then say. */
  parse(): unknown;
  reset(values: Values): void;
}

/**
 * The fields of a form, checked by the contract that the server checks too. `toInput` turns what the fields hold
 * into what the contract takes, such as an empty field into null.
 */
export function useFields<Values extends object, Output>(
  initial: Values,
  schema: z.ZodType<Output>,
  toInput: (values: Values) => unknown = (values) => values,
): Omit<Fields<Values>, 'parse'> & { parse(): Output | null } {
  const { t } = useTranslation();
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const parsed = schema.safeParse(toInput(values));
  const words = (issue: Issue, value: unknown): string => {
    if (value === '' || value === null || value === undefined) return t('field.required');
    if (issue.code === 'too_big') return t('field.tooLong', { maximum: Number(issue.maximum) });
    return t('field.notValid');
  };
  const errors: Partial<Record<keyof Values, string>> = {};
  if (tried && !parsed.success)
    for (const issue of parsed.error.issues) {
      const name = issue.path[0] as keyof Values;
      errors[name] ??= words(issue, values[name]);
    }
  const set = <Name extends keyof Values>(name: Name, value: Values[Name]) =>
    setValues((before) => ({ ...before, [name]: value }));
  return {
    values,
    errors,
    set,
    text: (name) => ({
      name,
      value: String(values[name] ?? ''),
      error: errors[name],
      onChange: (event) => set(name, event.currentTarget.value as Values[typeof name]),
    }),
    parse: () => {
      setTried(true);
      return parsed.success ? parsed.data : null;
    },
    reset: (next) => {
      setValues(next);
      setTried(false);
    },
  };
}
