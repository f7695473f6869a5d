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
