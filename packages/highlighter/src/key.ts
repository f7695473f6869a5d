import type { MoveDirection, MoveUnit } from '@koersvast/core/text';

/** What a key asks of the view. */
export type KeyAction =
  | {
      readonly kind: 'move';
      readonly unit: MoveUnit;
      readonly direction: MoveDirection;
      readonly extend: boolean;
    }
  | { readonly kind: 'line'; readonly to: 'up' | 'down' | 'start' | 'end'; readonly extend: boolean }
  | { readonly kind: 'select_all' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'activate' };

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

function horizontal(event: Pressed, direction: MoveDirection, mac: boolean): KeyAction | null {
  const extend = event.shiftKey;
  if (mac && event.metaKey) return { kind: 'line', to: direction === 'forward' ? 'end' : 'start', extend };
  if (event.metaKey || (event.altKey && !mac) || (event.ctrlKey && mac)) return null;
  const byWord = mac ? event.altKey : event.ctrlKey;
  return { kind: 'move', unit: byWord ? 'word' : 'character', direction, extend };
}

function vertical(event: Pressed, direction: MoveDirection, mac: boolean): KeyAction | null {
  const extend = event.shiftKey;
  const command = mac ? event.metaKey : event.ctrlKey;
  const foreign = mac ? event.ctrlKey : event.metaKey;
  if (foreign || (command && event.altKey)) return null;
  if (command) return { kind: 'move', unit: 'paragraph', direction, extend };
  if (event.altKey) return { kind: 'move', unit: 'sentence', direction, extend };
  return { kind: 'line', to: direction === 'forward' ? 'down' : 'up', extend };
}

function edge(event: Pressed, direction: MoveDirection): KeyAction | null {
  if (event.altKey) return null;
  const extend = event.shiftKey;
  if (event.ctrlKey || event.metaKey) return { kind: 'move', unit: 'document', direction, extend };
  return { kind: 'line', to: direction === 'forward' ? 'end' : 'start', extend };
}

/**
 * The keys of the view; Shift extends the selection in every case.
 *
 * - Left, Right: a character; with Ctrl (Mac: Option) a word
 * - Up, Down: a line; with Alt (Mac: Option) a sentence; with Ctrl (Mac: Command) a paragraph
 * - Home, End: the line; with Ctrl or Command the document
 * - Ctrl or Command with A: all of the text. Escape: nothing. Enter: what is under the caret.
 *
 * Null for every other key: letters belong to the page.
 */
export function readKey(event: Pressed, mac: boolean): KeyAction | null {
  const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
  switch (event.key) {
    case 'ArrowLeft':
      return horizontal(event, 'backward', mac);
    case 'ArrowRight':
      return horizontal(event, 'forward', mac);
    case 'ArrowUp':
      return vertical(event, 'backward', mac);
    case 'ArrowDown':
      return vertical(event, 'forward', mac);
    case 'Home':
      return edge(event, 'backward');
    case 'End':
      return edge(event, 'forward');
    case 'a':
    case 'A':
      return (mac ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey
        ? { kind: 'select_all' }
        : null;
    case 'Escape':
      return plain ? { kind: 'clear' } : null;
    case 'Enter':
      return plain && !event.shiftKey ? { kind: 'activate' } : null;
    default:
      return null;
  }
}
