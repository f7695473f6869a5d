import type { IntakeItem } from '@koersvast/contracts';
import { ItemScreen } from './item-screen.tsx';
import type { Filter } from './items.ts';
import type { Desk } from './use-intake.ts';
import { useListed } from './use-listed.ts';

interface OneItemProps {
  readonly desk: Desk;
  readonly item: IntakeItem;
  readonly show: Filter;
}

/** One of what will be added, among those that are listed; among all where it is none of those. */
export function OneItem({ desk, item, show }: OneItemProps) {
  const { items } = desk.choices;
  const listed = useListed(items, show);
  const all = useListed(items, 'all');
  return (
    <ItemScreen desk={desk} item={item} listed={listed.some(({ id }) => id === item.id) ? listed : all} />
  );
}
