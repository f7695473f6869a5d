import { type RefObject, useEffect, useRef } from 'react';
import { useAgreementAddress } from './use-agreement-address.ts';

/** Whoever comes back from what is behind a row is at that row: its link has the name of the place that was left. */
export function useWayBack(list: RefObject<HTMLElement | null>): void {
  const { at } = useAgreementAddress().search;
  const came = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (at === undefined || came.current === at) return;
    const places = [...(list.current?.querySelectorAll<HTMLElement>('[data-place]') ?? [])];
    const place = places.find(({ dataset }) => dataset.place === at);
    if (place === undefined) return;
    came.current = at;
    place.focus();
  });
}

/** Whether a link is followed here, and not in another tab or window. */
export function isFollowedHere(event: {
  readonly button: number;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}): boolean {
  const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
  return button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);
}
