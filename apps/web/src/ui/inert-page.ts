import { useEffect } from 'react';

/** Takes the page behind an open dialogue out of reach, of pointers and of screen readers. */
export function useInertPage(opened: boolean): void {
  useEffect(() => {
    const page = document.getElementById('root');
    if (!opened || page === null) return;
    page.inert = true;
    return () => {
      page.inert = false;
    };
  }, [opened]);
}
