import type { Mend } from '@koersvast/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { mendFor, type Part, placesToSplit, sayableKinds } from './mending.ts';

interface MendsGiven {
  readonly parts: readonly Part[];
  /** The part at which somebody is. */
  readonly at: number;
  readonly goTo: (at: number) => void;
  readonly mend: (mend: Mend) => void;
}

type Asked = Parameters<typeof mendFor>[2];

/** Levels that have a key. */
const levels = [1, 2, 3] as const;

/** What can be said of the part at which somebody is, by key and by menu. */
export function useMends({ parts, at, goTo, mend }: MendsGiven) {
  const { t } = useTranslation('intake');
  const [splitAt, setSplitAt] = useState<number | null>(null);
  const part = parts[at];
  const ask = (asked: Asked) => {
    const made = mendFor(parts, at, asked);
    if (made === null) return false;
    mend(made);
    return true;
  };
  const kindOf = (to: (typeof sayableKinds)[number], level: number | null = null) =>
    ask({ kind: 'kind', to, level: to === 'heading' ? (level ?? 1) : level });
  const beginSplit = () => {
    const [first] = part?.kind === 'block' ? placesToSplit(part.words) : [];
    if (first === undefined) return false;
    setSplitAt(first);
  };
  const stepSplit = (by: 1 | -1) => {
    if (splitAt === null || part?.kind !== 'block') return false;
    const places = placesToSplit(part.words);
    setSplitAt(places[places.indexOf(splitAt) + by] ?? splitAt);
  };
  const endSplit = () => {
    if (splitAt === null) return false;
    setSplitAt(null);
    return ask({ kind: 'split', at: splitAt });
  };
  const move = (by: 1 | -1) => {
    if (splitAt === null) goTo(at + by);
  };
  const shift = (way: 'up' | 'down') => {
    if (!ask({ kind: way })) return false;
    goTo(at + (way === 'up' ? -1 : 1));
  };

  useCommandKeys('item', {
    'part.next': () => move(1),
    'part.previous': () => move(-1),
    'part.heading': () => kindOf('heading'),
    'part.heading.1': () => kindOf('heading', 1),
    'part.heading.2': () => kindOf('heading', 2),
    'part.heading.3': () => kindOf('heading', 3),
    'part.paragraph': () => kindOf('paragraph'),
    'part.listItem': () => kindOf('list_item'),
    'part.quote': () => kindOf('quote'),
    'part.footnote': () => kindOf('footnote'),
    'part.split': beginSplit,
    'part.split.later': () => stepSplit(1),
    'part.split.earlier': () => stepSplit(-1),
    'part.split.here': endSplit,
    'part.join': () => ask({ kind: 'join' }),
    'part.up': () => shift('up'),
    'part.down': () => shift('down'),
    'part.drop': () => ask({ kind: 'drop' }),
  });
  // While a place to split is chosen Escape ends that, and does not leave the document.
  useCommandKeys('item', { 'item.back': () => setSplitAt(null) }, splitAt !== null);

  const dropped = part?.kind === 'dropped';
  const actions = dropped
    ? [{ words: t('mend.keep'), act: () => ask({ kind: 'drop' }) }]
    : [
        ...levels.map((level) => ({
          words: t('mend.heading', { level }),
          act: () => kindOf('heading', level),
        })),
        ...sayableKinds
          .filter((kind) => kind !== 'heading')
          .map((kind) => ({ words: t(`mend.${kind}`), act: () => kindOf(kind) })),
        { words: t('mend.split'), act: beginSplit },
        { words: t('mend.join'), act: () => ask({ kind: 'join' }) },
        { words: t('mend.up'), act: () => shift('up') },
        { words: t('mend.down'), act: () => shift('down') },
        { words: t('mend.drop'), act: () => ask({ kind: 'drop' }) },
      ];
  return { actions, splitAt, setSplitAt };
}
