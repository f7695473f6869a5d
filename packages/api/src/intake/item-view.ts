import type { IntakeItem } from '@koersvast/contracts';
import { metadataOf } from './details.ts';
import { isIncluded, type StoredItem } from './stored.ts';

/** An item as it is told; `removed` where its document was taken out again. */
export function itemView(stored: StoredItem, removed: boolean): IntakeItem {
  const { nth: _, written: own, twins, choice, ...same } = stored;
  return {
    ...same,
    removed,
    metadata: metadataOf(stored),
    written: Object.keys(own),
    twins: twins.map(({ isFirst: __, ...twin }) => twin),
    ...(choice.carried && { carried: choice.carried }),
    choice: {
      encoding: choice.encoding ?? null,
      source: choice.source ?? null,
      mapping: choice.mapping ?? null,
      mends: choice.mends ?? [],
      include: isIncluded(stored),
    },
  };
}
