/**
 * A key with what is held down with it, written `Mod+Shift+z`, `ArrowLeft`, `[`: modifiers in the order Mod, Alt,
 * Shift, then the key. `Mod` is Command on a Mac and Control elsewhere. Shift is written only with keys that print
 * nothing and with letters; other printed characters already contain it (`?`, `{`).
 */
export type Chord = string;

/** Whether Command does here what Control does elsewhere. Without a browser, as in tests of words, it does not. */
export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** Whether a chord is one printable character alone, which WCAG 2.1.4 lets people remap and switch off. */
export function isSingleKey(chord: Chord): boolean {
  return [...chord].length === 1 && chord !== ' ';
}

/** What a browser tells of one key press. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What Alt on a Mac hides: the printed character, by the place of the key on the board. */
const underAlt: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
};

/** The chord of a key press; null for a modifier alone, a dead key, or composition. */
export function chordOf(press: KeyPress, mac: boolean): Chord | null {
  const { key } = press;
  if (key === 'Dead' || key === 'Process' || key === 'Unidentified') return null;
  if (key === 'Control' || key === 'Meta' || key === 'Alt' || key === 'Shift' || key === 'AltGraph')
    return null;
  const mod = mac ? press.metaKey : press.ctrlKey;
  if (mac ? press.ctrlKey : press.metaKey) return null;
  const printed = [...key].length === 1;
  // AltGr prints: Windows tells it as Control and Alt together.
  if (printed && press.ctrlKey && press.altKey) return key;
  const hidden = press.altKey ? underAlt[press.code] : undefined;
  const base = hidden === undefined ? key : hidden[press.shiftKey ? 1 : 0];
  const isLetter = printed && base.toLowerCase() !== base.toUpperCase();
  const name = isLetter ? base.toLowerCase() : base;
  const shift = press.shiftKey && (!printed || isLetter || base === ' ');
  return `${mod ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
};

/** A chord as it stands on the keys of this computer, part by part. */
export function partsOf(chord: Chord): string[] {
  const parts = chord === '+' ? ['+'] : chord.split('+');
  return parts.map((part) => {
    if (part === 'Mod') return isMac ? '⌘' : 'Ctrl';
    if (part === 'Alt') return isMac ? '⌥' : 'Alt';
    const sign = signs[part] ?? part;
    return parts.length > 1 && sign.length === 1 ? sign.toUpperCase() : sign;
  });
}
