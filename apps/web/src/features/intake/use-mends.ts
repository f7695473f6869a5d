import type { Mend } from '@koersvast/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { type Turns, useInTurn } from '../../lib/use-in-turn.ts';
import { mendFor, type Part, placesToSplit, sayableKinds } from './mending.ts';

interface MendsGiven {
  readonly turns: Turns;
  readonly parts: readonly Part[];
  /** Whether they are those of the text with all that was said of it: the numbers of others may have moved. */
  readonly isFresh: boolean;
  /** The part at which somebody is. */
  readonly at: number;
  readonly goTo: (at: number) => void;
  readonly mend: (mend: Mend) => void;
}

type Asked = Parameters<typeof mendFor>[2];

/** Levels that have a key. */
const levels = [1, 2, 3] as const;

/** What can be said of the part at which somebody is, by key and by menu. */
export function useMends({ turns, parts, isFresh, at, goTo, mend }: MendsGiven) {
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
    return true;
  };
  const stepSplit = (by: 1 | -1) => {
    if (splitAt === null || part?.kind !== 'block') return false;
    const places = placesToSplit(part.words);
    setSplitAt(places[places.indexOf(splitAt) + by] ?? splitAt);
    return true;
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

  // While the text is read anew the numbers of the parts are not known.
  const inTurn = useInTurn(turns, isFresh, { ask, kindOf, beginSplit, stepSplit, endSplit, move, shift });
  useCommandKeys('item', {
    'part.next': inTurn((hands) => hands.move(1)),
    'part.previous': inTurn((hands) => hands.move(-1)),
    'part.heading': inTurn((hands) => hands.kindOf('heading')),
    'part.heading.1': inTurn((hands) => hands.kindOf('heading', 1)),
    'part.heading.2': inTurn((hands) => hands.kindOf('heading', 2)),
    'part.heading.3': inTurn((hands) => hands.kindOf('heading', 3)),
    'part.paragraph': inTurn((hands) => hands.kindOf('paragraph')),
    'part.listItem': inTurn((hands) => hands.kindOf('list_item')),
    'part.quote': inTurn((hands) => hands.kindOf('quote')),
    'part.footnote': inTurn((hands) => hands.kindOf('footnote')),
    'part.split': inTurn((hands) => hands.beginSplit()),
    'part.split.later': inTurn((hands) => hands.stepSplit(1)),
    'part.split.earlier': inTurn((hands) => hands.stepSplit(-1)),
    'part.split.here': inTurn((hands) => hands.endSplit()),
    'part.join': inTurn((hands) => hands.ask({ kind: 'join' })),
    'part.up': inTurn((hands) => hands.shift('up')),
    'part.down': inTurn((hands) => hands.shift('down')),
    'part.drop': inTurn((hands) => hands.ask({ kind: 'drop' })),
  });
  // While a place to split is chosen Escape ends that, and does not leave the document.
  useCommandKeys('item', { 'item.back': () => setSplitAt(null) }, splitAt !== null);

  const dropped = part?.kind === 'dropped';
  const actions = dropped
    ? [{ words: t('mend.keep'), act: inTurn((hands) => hands.ask({ kind: 'drop' })) }]
    : [
        ...levels.map((level) => ({
          words: t('mend.heading', { level }),
          act: inTurn((hands) => hands.kindOf('heading', level)),
        })),
        ...sayableKinds
          .filter((kind) => kind !== 'heading')
          .map((kind) => ({ words: t(`mend.${kind}`), act: inTurn((hands) => hands.kindOf(kind)) })),
        { words: t('mend.split'), act: inTurn((hands) => hands.beginSplit()) },
        { words: t('mend.join'), act: inTurn((hands) => hands.ask({ kind: 'join' })) },
        { words: t('mend.up'), act: inTurn((hands) => hands.shift('up')) },
        { words: t('mend.down'), act: inTurn((hands) => hands.shift('down')) },
        { words: t('mend.drop'), act: inTurn((hands) => hands.ask({ kind: 'drop' })) },
      ];
  return { actions, splitAt, setSplitAt };
}
