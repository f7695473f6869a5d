import { useRef } from 'react';
import { useCommandKeys } from '../../data/keyboard.ts';
import { useWayBack } from './use-way-back.ts';

/** A key goes to the next difference of a list, and from the last to the first; whoever comes back is where they were. Given to the list as its `ref`. */
export function useStepping() {
  const list = useRef<HTMLUListElement>(null);
  useWayBack(list);
  useCommandKeys('agreement', {
    'figure.difference.next': () => {
      const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-difference]') ?? [])];
      const at = links.indexOf(document.activeElement as HTMLElement);
      const next = links[(at + 1) % links.length];
      if (next === undefined) return false;
      next.focus();
      return true;
    },
  });
  return list;
}
