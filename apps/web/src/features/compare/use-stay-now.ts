import { useEffect, useRef } from 'react';
import type { Pass } from './comparison.ts';
import type { CompareAddress } from './use-compare-address.ts';

/** Who was at work while both were the same goes on in the work as it is now when a coder changes theirs. */
export function useStayNow(same: boolean, pass: Pass, { pass: asked, setPass }: CompareAddress): void {
  const was = useRef(same);
  useEffect(() => {
    if (was.current && !same && pass === 'first' && asked === undefined) setPass('now');
    was.current = same;
  });
}
