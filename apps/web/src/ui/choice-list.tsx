import { type CSSProperties, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../data/fault-words.ts';
import { findBy } from '../lib/find.ts';
import classes from './choice-list.module.css';
import { SearchField } from './search-field.tsx';

export interface ChoiceItem<Value extends string | number> {
  readonly value: Value;
  readonly words: string;
  /** How deep it stands in a tree. */
  readonly depth?: number;
  /** What stands under it goes with it. */
  readonly under?: readonly Value[];
}

interface ChoiceListProps<Value extends string | number> {
  readonly title: string;
  readonly items: readonly ChoiceItem<Value>[];
  readonly chosen: readonly Value[];
  readonly maximum: number;
  readonly onChange: (chosen: readonly Value[]) => void;
}

/** More than this many are found by typing. */
const manyItems = 12;

interface Ticked<Value> {
  /** What the address said. */
  readonly instead: string;
  readonly now: readonly Value[];
}

/**
 * What is ticked, at once: the address in which it is kept follows a moment later, and a second tick in that moment adds
 * to the first.
 */
function useChosenNow<Value extends string | number>({ chosen, onChange }: ChoiceListProps<Value>) {
  const given = chosen.join(' ');
  const [ticked, setTicked] = useState<Ticked<Value> | null>(null);
  const isStill = ticked !== null && ticked.instead === given;
  // Whatever the address says then is what is chosen.
  if (ticked !== null && !isStill) setTicked(null);
  const choose = (now: readonly Value[]) => {
    setTicked({ instead: given, now });
    onChange(now);
  };
  return [isStill ? ticked.now : chosen, choose] as const;
}

/** What of a kind goes into a copy: nothing ticked is all of it. */
export function ChoiceList<Value extends string | number>(props: ChoiceListProps<Value>) {
  const { title, items, maximum } = props;
  const [chosen, choose] = useChosenNow(props);
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState('');
  const filtered = typed.trim() !== '';
  const found = filtered ? findBy(typed, items, ({ words }) => words) : items;
  const refusal = useRefusalWords();
  const isBeyond = ({ value, under = [] }: ChoiceItem<Value>) =>
    !chosen.includes(value) && chosen.length + 1 + under.length > maximum;
  const toggle = ({ value, under = [] }: ChoiceItem<Value>, on: boolean) => {
    const these = [value, ...under];
    const others = chosen.filter((each) => !these.includes(each));
    const all = new Set(on ? [...others, ...these] : others);
    choose(items.flatMap((item) => (all.has(item.value) ? item.value : [])));
  };
  return (
    <details className={classes.list}>
      <summary id={id}>
        <span className={classes.title}>{title}</span>{' '}
        <span className={classes.count}>
          {chosen.length === 0
            ? t('choice.all', { count: items.length })
            : t('choice.some', { count: chosen.length, all: items.length })}
        </span>
      </summary>
      <div className={classes.tools}>
        {items.length > manyItems && (
          <SearchField label={t('choice.find', { what: title })} typed={typed} onType={setTyped} />
        )}
        {chosen.length > 0 && (
          <button type="button" className={classes.all} onClick={() => choose([])}>
            {t('choice.clear')}
          </button>
        )}
      </div>
      {found.some(isBeyond) && (
        <p className={classes.none} role="status">
          {refusal('over_limit', { of: 'chosen', maximum })}
        </p>
      )}
      <ul
        className={classes.items}
        data-flat={filtered || items.every(({ depth = 0 }) => depth === 0)}
        aria-labelledby={id}
      >
        {found.map((item) => {
          const on = chosen.includes(item.value);
          return (
            <li key={item.value} style={{ '--depth': filtered ? 0 : (item.depth ?? 0) } as CSSProperties}>
              <label>
                <input
                  type="checkbox"
                  checked={on}
                  disabled={isBeyond(item)}
                  onChange={(event) => toggle(item, event.currentTarget.checked)}
                />
                <span>{item.words}</span>
              </label>
            </li>
          );
        })}
      </ul>
      {found.length === 0 && <p className={classes.none}>{t('choice.none')}</p>}
    </details>
  );
}
