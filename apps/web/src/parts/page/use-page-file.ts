import { onlineManager } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useState } from 'react';
import {
  openPages,
  type PageFault,
  type PageFile,
  type PageSize,
  type PageSource,
  PagesRefused,
} from './pdf.ts';

export type OpenedPages =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly fault: PageFault }
  | { readonly state: 'open'; readonly file: PageFile; readonly first: PageSize };

const loading: OpenedPages = { state: 'loading' };

/** A file that is opened when it is shown and closed after; what no network kept back is asked for when there is one. */
export function usePageFile(source: PageSource): {
  readonly opened: OpenedPages;
  readonly again: () => void;
} {
  const [opened, setOpened] = useState<OpenedPages>(loading);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    // Each attempt begins anew.
    void attempt;
    const given = new AbortController();
    let file: PageFile | null = null;
    setOpened(loading);
    const open = async () => {
      file = await openPages(source, given.signal);
      const first = await file.sizeOf(1);
      if (!given.signal.aborted) setOpened({ state: 'open', file, first });
    };
    open().catch((error: unknown) => {
      if (given.signal.aborted) return;
      setOpened({ state: 'failed', fault: error instanceof PagesRefused ? error.fault : 'damaged' });
    });
    return () => {
      given.abort();
      file?.close();
    };
  }, [source, attempt]);
  const again = () => setAttempt((before) => before + 1);
  const waits = opened.state === 'failed' && opened.fault === 'offline';
  // As soon as it is said: an effect that comes after the drawing would miss a network that is back by then.
  useLayoutEffect(() => {
    if (!waits) return;
    return onlineManager.subscribe((online) => {
      if (online) setAttempt((before) => before + 1);
    });
  }, [waits]);
  return { opened, again };
}
