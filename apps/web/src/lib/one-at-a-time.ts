import { useRef } from 'react';

/**
 * A function that is not begun again while what it began before is under way: whoever clicks twice wants it
 * once. That a call is pending is seen only at the next render, and by then the second click is in.
 */
export function useOneAtATime<Given extends unknown[]>(
  begin: (...given: Given) => unknown,
): (...given: Given) => Promise<unknown> {
  const underWay = useRef<Promise<unknown>>(null);
  return (...given) => {
    underWay.current ??= Promise.resolve(begin(...given)).finally(() => {
      underWay.current = null;
    });
    return underWay.current;
  };
}
