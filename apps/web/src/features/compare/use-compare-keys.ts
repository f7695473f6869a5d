import type { Tag } from '@koersvast/contracts';
import { useRef } from 'react';
import { type CommandHandler, useCommandKeys } from '../../data/keyboard.ts';
import type { CommandName } from '../../data/keys.ts';
import { useTagKeys } from '../../data/tag-keys.ts';
import type { Mode } from './use-compare-address.ts';
import type { Deciding } from './use-deciding.ts';

interface CompareKeysInput {
  readonly deciding: Deciding;
  readonly mode: Mode;
  readonly able: boolean;
  readonly tags: readonly Tag[];
  readonly add: () => boolean;
  readonly switchMode: (() => void) | null;
  readonly withdraw: () => boolean;
  readonly example: () => boolean;
}

/** A control that has the focus keeps its own Enter. */
function isOnControl({ target }: Event): boolean {
  return target instanceof Element && target.closest('button, a, input, select, textarea, summary') !== null;
}

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Listens to the keys of the screen. While a reason is asked for, its form has the keys. */
export function useCompareKeys(input: CompareKeysInput): void {
  const latest = useRef(input);
  latest.current = input;
  const free =
    (act: () => unknown): CommandHandler =>
    () =>
      latest.current.deciding.intent === null ? act() : false;
  const taking = Object.fromEntries(
    digits.map((digit) => [`difference.take.${digit}`, free(() => latest.current.deciding.take(digit))]),
  ) as Partial<Record<CommandName, CommandHandler>>;
  const acting: Partial<Record<CommandName, CommandHandler>> = {
    'difference.merge': free(() => latest.current.deciding.merge()),
    'difference.edit': free(() => latest.current.deciding.edit()),
    'difference.reject': free(() => latest.current.deciding.reject()),
    'difference.add': free(() => latest.current.add()),
    'difference.withdraw': free(() => latest.current.withdraw()),
    'difference.example': free(() => latest.current.example()),
    'difference.accept': free(() => {
      const { mode, deciding } = latest.current;
      if (mode !== 'judge' || deciding.picked === null) return false;
      void deciding.accept();
      return true;
    }),
  };
  // Never on to Find, to which the key leads elsewhere: a reason that is being given would be left behind.
  const switching = () => {
    if (latest.current.deciding.intent === null) latest.current.switchMode?.();
  };
  useCommandKeys('compare', {
    'difference.next': free(() => latest.current.deciding.step(1)),
    'difference.previous': free(() => latest.current.deciding.step(-1)),
    'difference.confirm': (event) =>
      latest.current.deciding.intent === null && !isOnControl(event)
        ? latest.current.deciding.step(1)
        : false,
    ...taking,
    ...(input.switchMode === null ? {} : { 'difference.mode': switching }),
    ...(input.able ? acting : {}),
  });
  const move =
    (side: 'start' | 'end', unit: 'word' | 'character', direction: 'forward' | 'backward'): CommandHandler =>
    () =>
      latest.current.deciding.moveDraft(side, unit, direction);
  // The keys that move a boundary are those of the reader.
  useCommandKeys(
    'letter',
    {
      'annotation.start.wordEarlier': move('start', 'word', 'backward'),
      'annotation.start.wordLater': move('start', 'word', 'forward'),
      'annotation.end.wordLater': move('end', 'word', 'forward'),
      'annotation.end.wordEarlier': move('end', 'word', 'backward'),
      'annotation.start.characterEarlier': move('start', 'character', 'backward'),
      'annotation.start.characterLater': move('start', 'character', 'forward'),
      'annotation.end.characterLater': move('end', 'character', 'forward'),
      'annotation.end.characterEarlier': move('end', 'character', 'backward'),
    },
    input.deciding.intent?.draft != null,
  );
  useTagKeys({
    tags: input.tags,
    wants: () => latest.current.deciding.intent?.draft != null,
    give: (tag) => latest.current.deciding.setDraft({ tagId: tag.id }),
  });
}
