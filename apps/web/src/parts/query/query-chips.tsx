import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseMark } from '../../ui/close-mark.tsx';
import type { Chip } from './chips.ts';
import classes from './query-chips.module.css';

interface QueryChipsProps {
  readonly kind: 'and' | 'or';
  readonly chips: readonly Chip[];
  readonly onEdit: (chip: Chip) => void;
  readonly onRemove: (chip: Chip) => void;
}

/** The same part stays the same where it moves: what is twice is told apart by which it is. */
function nameOf(chips: readonly Chip[], at: number): string {
  const text = chips[at]?.text ?? '';
  return `${text} ${chips.slice(0, at).filter((each) => each.text === text).length}`;
}

/** What a part says: of a word with its forms, how many these are. */
function useChipWords() {
  const { t } = useTranslation('find');
  return ({ text, ofForms }: Chip): string => {
    if (ofForms === null) return text;
    const count = ofForms.forms?.length ?? 0;
    return t('chips.forms', { word: ofForms.word, count, number: String(count) });
  };
}

/** The parts of a query: each can be edited where it stands in the field, or be removed. */
export function QueryChips({ kind, chips, onEdit, onRemove }: QueryChipsProps) {
  const { t } = useTranslation('find');
  const wordsOf = useChipWords();
  const list = useRef<HTMLUListElement>(null);
  const remove = (at: number, chip: Chip) => {
    // The keys go on at what comes in its place.
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])];
    (buttons[at + 1] ?? buttons[at - 1])?.focus();
    onRemove(chip);
  };
  return (
    <ul ref={list} className={classes.chips} aria-label={t('chips')} data-screen="only">
      {chips.map((chip, at) => (
        <li key={nameOf(chips, at)} className={classes.item}>
          {at > 0 && <span className={classes.sign}>{kind === 'and' ? 'AND' : 'OR'}</span>}
          <span className={classes.chip}>
            <button
              type="button"
              data-chip=""
              className={classes.text}
              title={chip.ofForms === null ? t('chips.keys') : chip.text}
              aria-label={t('chips.edit', { text: wordsOf(chip) })}
              aria-keyshortcuts="Delete"
              onClick={() => onEdit(chip)}
              onKeyDown={(event) => {
                if (event.key !== 'Delete' && event.key !== 'Backspace') return;
                event.preventDefault();
                remove(at, chip);
              }}
            >
              {wordsOf(chip)}
            </button>
            <CloseMark label={t('chips.remove', { text: wordsOf(chip) })} onClick={() => remove(at, chip)} />
          </span>
        </li>
      ))}
    </ul>
  );
}
