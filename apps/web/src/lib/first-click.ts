import type { MouseEvent } from 'react';

/**
 * Hears the first click of a double one alone: by the second, what stood there may be decided, and something that
 * nobody has looked at may stand in its place. Keys press a button without counting.
 */
export function firstClick(act: (pressed: HTMLElement) => unknown): (event: MouseEvent<HTMLElement>) => void {
  return (event) => {
    if (event.detail <= 1) act(event.currentTarget);
  };
}
