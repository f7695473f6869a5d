import type { IntakeItem } from '@koersvast/contracts';
import { useMemo } from 'react';
import { useFormat } from '../../lib/format.ts';
import { type Filter, inOrder, isIn } from './items.ts';

/** The items that a filter lets through, problems first. */
export function useListed(items: readonly IntakeItem[], show: Filter): readonly IntakeItem[] {
  const { compare } = useFormat();
  return useMemo(
    () =>
      inOrder(
        items.filter((item) => isIn(item, show)),
        compare,
      ),
    [items, show, compare],
  );
}
