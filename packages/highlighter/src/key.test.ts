import { expect, test } from 'vitest';
import { readKey } from './key.ts';

/** `Ctrl+Shift+ArrowLeft` as what the browser says of it. */
function pressed(combination: string) {
  const parts = combination.split('+');
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Cmd'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
  };
}

/** The action in a few words. */
function said(combination: string, mac: boolean): string | null {
  const action = readKey(pressed(combination), mac);
  if (action === null) return null;
  if (action.kind === 'move') return `${action.unit} ${action.direction}${action.extend ? ' extend' : ''}`;
  if (action.kind === 'line') return `line ${action.to}${action.extend ? ' extend' : ''}`;
  return action.kind;
}

test.each([
  ['ArrowLeft', 'character backward', 'character backward'],
  ['ArrowRight', 'character forward', 'character forward'],
  ['Shift+ArrowRight', 'character forward extend', 'character forward extend'],
  ['Ctrl+ArrowRight', 'word forward', null],
  ['Ctrl+Shift+ArrowLeft', 'word backward extend', null],
  ['Alt+ArrowLeft', null, 'word backward'],
  ['Alt+Shift+ArrowRight', null, 'word forward extend'],
  ['Cmd+ArrowLeft', null, 'line start'],
  ['Cmd+Shift+ArrowRight', null, 'line end extend'],
  ['ArrowUp', 'line up', 'line up'],
  ['Shift+ArrowDown', 'line down extend', 'line down extend'],
  ['Alt+ArrowUp', 'sentence backward', 'sentence backward'],
  ['Alt+Shift+ArrowDown', 'sentence forward extend', 'sentence forward extend'],
  ['Ctrl+ArrowDown', 'paragraph forward', null],
  ['Cmd+ArrowDown', null, 'paragraph forward'],
  ['Ctrl+Shift+ArrowUp', 'paragraph backward extend', null],
  ['Ctrl+Alt+ArrowUp', null, null],
  ['Home', 'line start', 'line start'],
  ['Shift+End', 'line end extend', 'line end extend'],
  ['Ctrl+Home', 'document backward', 'document backward'],
  ['Cmd+End', 'document forward', 'document forward'],
  ['Alt+Home', null, null],
  ['Ctrl+a', 'select_all', null],
  ['Cmd+a', null, 'select_all'],
  ['a', null, null],
  ['Ctrl+Shift+A', null, null],
  ['Escape', 'clear', 'clear'],
  ['Ctrl+Escape', null, null],
  ['Enter', 'activate', 'activate'],
  ['Shift+Enter', null, null],
  ['p', null, null],
  ['Ctrl+z', null, null],
  ['Tab', null, null],
  ['PageDown', null, null],
])('%s: %s, on a Mac %s', (combination, elsewhere, onMac) => {
  expect(said(combination, false)).toBe(elsewhere);
  expect(said(combination, true)).toBe(onMac);
});
