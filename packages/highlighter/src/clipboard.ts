import type { NativeSelection } from './native-selection.ts';
import { spanOf } from './native-selection.ts';

/**
 * A copy from the text is the text itself, line breaks included, whatever the page looks like. A selection that
 * reaches beyond the view is left to the browser.
 */
export function copySelection(
  event: ClipboardEvent,
  root: HTMLElement,
  text: string,
  selection: NativeSelection,
): void {
  const native = root.ownerDocument.getSelection();
  const ends = selection.read();
  if (ends === null || ends.anchor === ends.head || event.clipboardData === null) return;
  if (!root.contains(native?.anchorNode ?? null) || !root.contains(native?.focusNode ?? null)) return;
  const { start, end } = spanOf(ends);
  event.clipboardData.setData('text/plain', text.slice(start, end));
  event.preventDefault();
}
