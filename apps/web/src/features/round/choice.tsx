import { useId } from 'react';
import classes from './round.module.css';

interface Option<Value extends string> {
  readonly value: Value;
  readonly name: string;
  readonly what?: string;
}

interface ChoiceProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, each with what it means. */
export function Choice<Value extends string>({ legend, value, options, onChange }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={classes.choice}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={classes.option}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            <span className={classes.optionName}>{option.name}</span>
            {option.what !== undefined && <span className={classes.what}>{option.what}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface SeveralProps {
  readonly legend: string;
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly lang?: string;
    /** Of a person, for those who may know it. */
    readonly email?: string | null;
  }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Some of many, in their order. */
export function Several({ legend, items, chosen, onChange }: SeveralProps) {
  const set = new Set(chosen);
  const toggle = (id: string, to: boolean) =>
    onChange(items.map((item) => item.id).filter((each) => (each === id ? to : set.has(each))));
  return (
    <fieldset className={classes.choice}>
      <legend>{legend}</legend>
      <div className={classes.several}>
        {items.map(({ id, name, lang, email }) => (
          <label key={id} className={classes.option}>
            <input
              type="checkbox"
              checked={set.has(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
            <span>
              <span lang={lang}>{name}</span> {email != null && <span className={classes.what}>{email}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
