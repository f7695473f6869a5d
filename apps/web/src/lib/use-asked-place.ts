import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Where somebody is, from one key to the next: where they last asked to go, until the page is drawn there, or elsewhere.
 * Whoever sets out from what is drawn loses a step of each two that are asked for quickly.
 */
export function useAskedPlace<Place>(drawn: Place): RefObject<Place> {
  const asked = useRef(drawn);
  useLayoutEffect(() => {
    asked.current = drawn;
  }, [drawn]);
  return asked;
}
