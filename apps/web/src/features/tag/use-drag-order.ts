import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { moved, placeAt, sameOrder } from './tag-order.ts';

/** What a handle needs to move its item by pointer and by the arrow keys. */
export interface HandleProps {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

interface Drag {
  readonly id: string;
  /** The middles of the other items when the drag began, in the order of the list. */
  readonly middles: readonly number[];
}

/**
 * A list that is put in order by dragging handles. The items carry `data-order-id`. While one is dragged the
 * list is shown as it would become; `onOrder` is told once, when it is let go somewhere else.
 */
export function useDragOrder(
  ids: readonly string[],
  onOrder: (ids: readonly string[], id: string) => void,
): { readonly order: readonly string[]; readonly dragged: string | null; handleOf(id: string): HandleProps } {
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const drag = useRef<Drag | null>(null);
  const shown = order ?? ids;

  const finish = (keep: boolean) => {
    const ended = drag.current;
    drag.current = null;
    setOrder(null);
    if (keep && ended !== null && order !== null && !sameOrder(order, ids)) onOrder(order, ended.id);
  };
  return {
    order: shown,
    dragged: order === null ? null : (drag.current?.id ?? null),
    handleOf: (id) => ({
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const middles = ids
          .filter((each) => each !== id)
          .map((each) => {
            const box = document.querySelector(`[data-order-id="${each}"]`)?.getBoundingClientRect();
            return box === undefined ? 0 : box.top + box.height / 2 + window.scrollY;
          });
        drag.current = { id, middles };
      },
      onPointerMove: (event) => {
        if (drag.current === null) return;
        setOrder(moved(ids, id, placeAt(drag.current.middles, event.clientY + window.scrollY)));
      },
      onPointerUp: () => finish(true),
      onPointerCancel: () => finish(false),
      onKeyDown: (event) => {
        if (event.key === 'Escape' && drag.current !== null) finish(false);
        const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
        if (step === 0) return;
        event.preventDefault();
        const next = moved(ids, id, ids.indexOf(id) + step);
        if (!sameOrder(next, ids)) onOrder(next, id);
      },
    }),
  };
}
