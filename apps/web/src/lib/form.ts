import { type MergeRules, mergeValue, sameValue } from '@koersvast/core/merge';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { type Choice, type Draft, rebase } from './draft.ts';
import { fieldWordsOf } from './field-words.ts';
import { keepText } from './kept-text.ts';

type Issue = z.core.$ZodIssue;
export type Errors<Values> = Partial<Record<keyof Values, string>>;

/** What a text field needs: its value, what to do on change, and what is wrong. */
interface TextField {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void;
}

export interface Fields<Values extends object> {
  readonly values: Values;
  /** What is wrong with a field, in words; only after the first attempt to send. */
  readonly errors: Errors<Values>;
  set<Name extends keyof Values>(name: Name, value: Values[Name]): void;
  text(name: keyof Values & string): TextField;
}

/** The sentence for an issue of the contract at the field where `value` stands. */
function useFieldWords(): (issue: Issue, value: unknown) => string {
  const { t } = useTranslation();
  return (issue, value) => {
    const { key, count } = fieldWordsOf(issue, value);
    return t(`field.${key}`, { count });
  };
}

/** The issues as sentences at the fields: what the contract has in an object may stand in several fields. */
function errorsOf<Values extends object>(
  issues: readonly Issue[],
  values: Values,
  words: (issue: Issue, value: unknown) => string,
): Errors<Values> {
  const errors: Errors<Values> = {};
  for (const issue of issues) {
    const name = issue.path.find((part) => String(part) in values) as keyof Values | undefined;
    if (name !== undefined) errors[name] ??= words(issue, values[name]);
  }
  return errors;
}

/** What the contract says of these values, in words at their fields, whether or not anybody has tried to send them. */
export function useFieldErrors(): <Values extends object>(
  schema: z.ZodType,
  values: Values,
  input: unknown,
) => Errors<Values> {
  const words = useFieldWords();
  return (schema, values, input) => {
    const parsed = schema.safeParse(input);
    return parsed.success ? {} : errorsOf(parsed.error.issues, values, words);
  };
}

function textField<Values extends object>(
  { values, errors, set }: Omit<Fields<Values>, 'text'>,
  name: keyof Values & string,
): TextField {
  return {
    name,
    value: String(values[name] ?? ''),
    error: errors[name],
    onChange: (event) => set(name, event.currentTarget.value as Values[typeof name]),
  };
}

export interface NewFields<Values extends object, Output> extends Fields<Values> {
  /** The values as the contract has them; null when they are not, which the fields then say. */
  parse(): Output | null;
  reset(values: Values): void;
}

/**
 * The fields of a form for something new, checked by the contract that the server checks too. `toInput` turns what
 * the fields hold into what the contract takes, such as an empty field into null. What is there already is changed
 * by `useLiveFields`.
 */
export function useFields<Values extends object, Output>(
  initial: Values,
  schema: z.ZodType<Output>,
  toInput: (values: Values) => unknown = (values) => values,
): NewFields<Values, Output> {
  const words = useFieldWords();
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const parsed = schema.safeParse(toInput(values));
  const errors = tried && !parsed.success ? errorsOf(parsed.error.issues, values, words) : {};
  const set = <Name extends keyof Values>(name: Name, value: Values[Name]) =>
    setValues((before) => ({ ...before, [name]: value }));
  return {
    values,
    errors,
    set,
    text: (name) => textField({ values, errors, set }, name),
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

/** A change of what is there: the fields that were touched, and what they were when they were. */
export interface LiveChange<Input> {
  readonly change: Partial<Input>;
  readonly base: Partial<Input>;
}

export interface LiveFields<Values extends object, Input> extends Fields<Values> {
  /** The fields that somebody else has changed as well: what they made of it. */
  readonly conflicts: { readonly [Name in keyof Values]?: Values[Name] };
  /** Settles one of them. `both` is for texts and lists, where there is a way to have both. */
  choose(name: keyof Values & string, choice: Choice): void;
  /** Whether a field can have both. */
  canHaveBoth(name: keyof Values & string): boolean;
  /** Whether there is anything that is not stored. */
  readonly touched: boolean;
  /** What it was that is edited is there no more. */
  readonly gone: boolean;
  /** What is to be sent; null when nothing was changed, undefined when something is wrong, which the fields then say. */
  edit(): LiveChange<Input> | null | undefined;
  /**
   * Forgets what was sent by the last `edit`, because it is stored. False when more was typed since: that stays, to
   * be saved in its turn, and the form with it.
   */
  saved(): boolean;
  /** Forgets what was typed, because it is not wanted. */
  leave(): void;
  /** What was typed, by the names of its fields. */
  asText(): string;
}

type Joins<Values extends object> = {
  readonly [Name in keyof Values]?: (mine: Values[Name], theirs: Values[Name]) => Values[Name];
};

export interface LiveOptions<Values extends object, Input extends object> {
  /** The fields of what is edited, as it is now; null once it is there no more. */
  readonly live: Values | null;
  readonly schema: z.ZodObject<{ readonly [Name in keyof Input]: z.ZodType }>;
  readonly toInput: (values: Values) => { readonly [Name in keyof Input]: unknown };
  readonly rules?: MergeRules<Values>;
  /** Puts two values of a field together, where there is a way to. */
  readonly join?: Partial<{
    readonly [Name in keyof Values]: (mine: Values[Name], theirs: Values[Name]) => Values[Name];
  }>;
  /** The names of the fields, as they are shown. */
  readonly label: (name: keyof Values & string) => string;
  /** A value in words. */
  readonly shown?: (name: keyof Values & string, value: Values[keyof Values]) => string;
}

/** A value as a person reads it, where the form does not say how. */
export function shownValue(value: unknown): string {
  return Array.isArray(value) ? value.map(shownValue).join('\n') : value === null ? '' : String(value ?? '');
}

/**
 * The fields of a form over what is there, and may be changed by others while it is open: what the person did not
 * touch follows it, what they touched stays, and where both changed the same field both values are kept until the
 * person has chosen. What disappears together with its form is kept beside the page (`keepText`).
 */
export function useLiveFields<Values extends object, Input extends object>(
  options: LiveOptions<Values, Input>,
): LiveFields<Values, Input> {
  const { live, schema, toInput, join = {}, label, shown = (_name, value) => shownValue(value) } = options;
  const rules: MergeRules<Values> = options.rules ?? {};
  const words = useFieldWords();
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft<Values> | null>(null);
  const [tried, setTried] = useState(false);
  const known = useRef(live);
  if (live !== null) known.current = live;
  const theirs = known.current;
  if (theirs === null) throw new Error('A form cannot begin with what is not there');

  const untouched: Draft<Values> = { base: theirs, mine: theirs };
  const { base, mine, conflicts, touched } = rebase(draft ?? untouched, theirs, rules);
  const [before, after] = [toInput(base), toInput(mine)];
  const changed = (Object.keys(after) as (keyof Input & string)[]).filter(
    (name) => !sameValue(before[name], after[name]),
  );
  // What nobody touched was accepted once, and is not asked about again.
  const issues = changed.flatMap((name) => {
    const parsed = schema.shape[name].safeParse(after[name]);
    return parsed.success
      ? []
      : parsed.error.issues.map((issue) => ({ ...issue, path: [name, ...issue.path] }));
  });
  const errors: Errors<Values> = tried ? errorsOf(issues, mine, words) : {};
  for (const name of conflicts) errors[name] = t('field.changed');

  const over = (latest: Draft<Values> | null) => rebase(latest ?? untouched, known.current ?? theirs, rules);
  /** How often something was typed, and what was sent, after how much of that. */
  const typed = useRef(0);
  const sent = useRef<{ readonly values: Values; readonly typed: number } | null>(null);
  const set = <Name extends keyof Values>(name: Name, value: Values[Name]) => {
    typed.current += 1;
    setDraft((latest) => {
      const now = over(latest);
      return { base: now.base, mine: { ...now.mine, [name]: value } };
    });
  };
  const joins: Joins<Values> = join ?? {};
  const joined = (name: keyof Values & string): Values[keyof Values] | undefined =>
    joins[name]?.(mine[name], theirs[name]);
  const asText = () => touched.map((name) => `${label(name)}: ${shown(name, mine[name])}`).join('\n');

  // What the person did not leave by themselves is not thrown away with its form.
  const latest = useRef(mine);
  latest.current = mine;
  const unsaved = useRef<() => string>(() => '');
  unsaved.current = () => (draft === null || touched.length === 0 ? '' : asText());
  useEffect(() => () => keepText(unsaved.current()), []);

  const leave = () => {
    unsaved.current = () => '';
    setDraft(null);
    setTried(false);
  };

  return {
    values: mine,
    errors,
    set,
    text: (name) => textField({ values: mine, errors, set }, name),
    conflicts: Object.fromEntries(conflicts.map((name) => [name, theirs[name]])) as {
      [Name in keyof Values]?: Values[Name];
    },
    canHaveBoth: (name) => joined(name) !== undefined,
    choose: (name, choice) => {
      const value =
        choice === 'both'
          ? (joined(name) ?? mine[name])
          : mergeValue(base[name], mine[name], theirs[name], rules[name], choice).value;
      setDraft({ base: { ...base, [name]: theirs[name] }, mine: { ...mine, [name]: value } });
    },
    touched: touched.length > 0,
    gone: live === null,
    edit: () => {
      setTried(true);
      if (issues.length > 0 || conflicts.length > 0) return undefined;
      sent.current = { values: mine, typed: typed.current };
      if (changed.length === 0) return null;
      const change: Partial<Input> = {};
      const seen: Partial<Input> = {};
      for (const name of changed) {
        change[name] = schema.shape[name].parse(after[name]) as Input[typeof name];
        seen[name] = before[name] as Input[typeof name];
      }
      return { change, base: seen };
    },
    saved: () => {
      if (sent.current !== null && sent.current.typed !== typed.current) {
        setDraft({ base: sent.current.values, mine: latest.current });
        setTried(false);
        return false;
      }
      leave();
      return true;
    },
    leave,
    asText,
  };
}
