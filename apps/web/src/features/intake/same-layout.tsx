import type { IntakeItem } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { useFormat } from '../../lib/format.ts';
import { say } from '../../lib/said.ts';
import { inTurn } from '../../lib/use-in-turn.ts';
import classes from './item-text.module.css';
import type { Desk } from './use-intake.ts';

interface SameLayoutProps {
  readonly desk: Desk;
  readonly item: IntakeItem;
}

/** What was mended in this text, how that is taken back, and how it is done to all files of the same layout. */
export function SameLayout({ desk, item }: SameLayoutProps) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const { mends } = item.choice;
  const others = desk.choices.items.filter(
    ({ id, layout, state }) =>
      id !== item.id && layout !== null && layout === item.layout && state === 'read',
  );
  const set = (itemIds: readonly string[], made: typeof mends) =>
    desk.choices.choose({ itemIds, choice: { mends: made } });
  const apply = () => {
    if (mends.length === 0 || others.length === 0) return false;
    const itemIds = others.map(({ id }) => id);
    desk.choices.choose({ itemIds, choice: { mends }, like: item.id }, (notCarried) => {
      const done = t('layout.said', { count: itemIds.length, number: format.number(itemIds.length) });
      const left = t('layout.notCarried', { count: notCarried, number: format.number(notCarried) });
      say(notCarried > 0 ? `${done} ${left}` : done, {
        label: t('mend.undo'),
        act: () => desk.choices.undo(),
      });
    });
  };
  // With what was mended before it, also where that still waits for an answer.
  const latest = useRef(apply);
  latest.current = apply;
  useCommandKeys('item', { 'part.sameLayout': () => inTurn(desk.turns, () => latest.current()) });
  if (mends.length === 0) return null;
  return (
    <div className={classes.mended}>
      <span>{t('mend.count', { count: mends.length, number: format.number(mends.length) })}</span>
      <Button variant="subtle" size="compact-sm" onClick={() => set([item.id], mends.slice(0, -1))}>
        {t('mend.undoLast')}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => set([item.id], [])}>
        {t('mend.undoAll')}
      </Button>
      {others.length > 0 && (
        <Button variant="default" size="compact-sm" onClick={apply}>
          {t('layout.apply', { count: others.length, number: format.number(others.length) })}
        </Button>
      )}
    </div>
  );
}
