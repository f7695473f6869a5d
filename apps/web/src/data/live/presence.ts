import { useEffect } from 'react';
import { newId } from '../../lib/ids.ts';
import { client } from '../trpc.ts';

/** This tab, for as long as it lives. */
const tabId = newId();
/** How often a tab says that it is still here, in milliseconds. */
const beat = 10_000;

/** Says where this tab is while it is looked at, and that it has left. Nothing depends on its being heard. */
export function usePresenceBeat(projectId: string, documentId: string | null): void {
  useEffect(() => {
    const here = () => {
      if (!document.hidden) client.live.here.mutate({ projectId, tabId, documentId }).catch(() => {});
    };
    const leave = () => {
      client.live.leave.mutate({ projectId, tabId }).catch(() => {});
    };
    const onVisibility = () => (document.hidden ? leave() : here());
    here();
    const timer = setInterval(here, beat);
    document.addEventListener('visibilitychange', onVisibility);
    addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [projectId, documentId]);
}
