import { needWords } from '../../i18n/index.ts';
import { usePrinting } from '../../lib/printing.ts';
import { Later, laterPart, useSoon } from '../../ui/later.tsx';
import type { PrintedProps } from './printed-passages.tsx';

/** With it come the words of conditions. */
const printedPassages = laterPart(async () => {
  const [{ PrintedPassages }] = await Promise.all([import('./printed-passages.tsx'), needWords('set')]);
  return PrintedPassages;
});

/** Resolves when paper can have what it needs: whoever prints in the first moment waits for it. */
export function paperReady(): Promise<void> {
  const { arrived, fetch } = printedPassages;
  return new Promise((resolve) => {
    if (arrived.get() !== null) {
      resolve();
      return;
    }
    const stop = arrived.subscribe(() => {
      stop();
      resolve();
    });
    fetch();
  });
}

/** The list as paper needs it, while the browser prints; long there when somebody does. */
export function OnPaper(props: PrintedProps) {
  useSoon(printedPassages);
  return usePrinting() && <Later part={printedPassages} wanted give={props} />;
}
