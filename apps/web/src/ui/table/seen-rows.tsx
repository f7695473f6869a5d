import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Which rows are seen, and how high all of them are. */
export type Seen = Pick<
  Virtualizer<never, HTMLTableRowElement>,
  'getVirtualItems' | 'getTotalSize' | 'measureElement'
> & { readonly options: { readonly scrollMargin: number } };

interface SeenRowsProps {
  readonly count: number;
  readonly keyOf: (at: number) => string | number;
  /** What a row is taken to be high until it has been seen, in pixels. */
  readonly height: number;
  /** Whether the table scrolls in a box of its own rather than with the page. */
  readonly box: boolean;
  readonly draw: (body: RefObject<HTMLTableSectionElement | null>, seen: Seen) => ReactNode;
}

/** Rows that are there beyond what is seen, at either end. */
const beyond = 10;

/** Of a long table the rows that are seen. */
export function SeenRows({ box, ...rest }: SeenRowsProps) {
  return box ? <SeenInBox {...rest} /> : <SeenInPage {...rest} />;
}

type InProps = Omit<SeenRowsProps, 'box'>;

function SeenInPage({ count, keyOf, height, draw }: InProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (body.current !== null) setTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const seen = useWindowVirtualizer<HTMLTableRowElement>({
    count,
    estimateSize: () => height,
    getItemKey: keyOf,
    overscan: beyond,
    scrollMargin: top,
  });
  return draw(body, seen);
}

function SeenInBox({ count, keyOf, height, draw }: InProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const seen = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count,
    estimateSize: () => height,
    getItemKey: keyOf,
    overscan: beyond,
    getScrollElement: () => body.current?.closest('section') ?? null,
  });
  return draw(body, seen);
}
