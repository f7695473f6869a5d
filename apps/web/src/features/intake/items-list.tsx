import type { IntakeItem } from '@koersvast/contracts';
import { AddFoot } from './add-foot.tsx';
import { ItemList } from './item-list.tsx';
import type { Filter } from './items.ts';
import type { Desk } from './use-intake.ts';
import { useListed } from './use-listed.ts';

interface ItemsListProps {
  readonly desk: Desk;
  readonly items: readonly IntakeItem[];
  readonly show: Filter;
}

/** What the files will be, and the press that adds them. */
export function ItemsList({ desk, items, show }: ItemsListProps) {
  const listed = useListed(items, show);
  const added = desk.query.data?.intake.state === 'added';
  return (
    <>
      <ItemList desk={desk} items={items} listed={listed} show={show} />
      {!added && <AddFoot desk={desk} />}
    </>
  );
}
