import { useEffect, useRef } from 'react';

/** Before somebody closes or reloads a page by which something would be lost, the browser asks. */
export function useAskBeforeLeaving(isAtRisk: () => boolean): void {
  const latest = useRef(isAtRisk);
  latest.current = isAtRisk;
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (latest.current()) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
}
