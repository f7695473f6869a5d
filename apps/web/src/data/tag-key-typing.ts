import type { Chord } from '../lib/chord.ts';

/** The typing of a tag's key, press by press. */
export interface KeyTyping {
  /** The first letter of two; empty while nothing is begun. */
  readonly typed: string;
  /** What was typed after it, with which no key goes on. */
  readonly missed: string;
}

export const nothingTyped: KeyTyping = { typed: '', missed: '' };

export interface KeyTyped {
  readonly typing: KeyTyping;
  /** The key that is complete now. */
  readonly key: string | null;
  /** Whether the press was for the keys of tags, and means nothing else. */
  readonly used: boolean;
}

const passed: KeyTyped = { typing: nothingTyped, key: null, used: false };

/** The letter of a chord, also with Shift; null for everything else. */
function letterOf(chord: Chord): string | null {
  return /^(?:Shift\+)?(\p{L})$/u.exec(chord)?.[1] ?? null;
}

/**
 * What a press makes of what was typed. As long as one letter waits for its second, every letter, sign and Enter is
 * for it, so that none becomes a command by accident: one with which no key goes on is told as missed. Escape and
 * Backspace drop what was typed; keys that move or have Control end it and do what they do. There is no time-out.
 */
export function typeTagKey(typing: KeyTyping, chord: Chord, keys: readonly string[]): KeyTyped {
  const { typed } = typing;
  if (typed === '') {
    if (keys.includes(chord)) return { typing: nothingTyped, key: chord, used: true };
    const begins = chord.length === 1 && keys.some((key) => key.length > 1 && key.startsWith(chord));
    return begins ? { typing: { typed: chord, missed: '' }, key: null, used: true } : passed;
  }
  if (chord === 'Escape' || chord === 'Backspace') return { ...passed, used: true };
  const second = letterOf(chord) ?? ([...chord].length === 1 ? chord : null);
  if (second === null && chord !== 'Enter' && chord !== 'Delete') return passed;
  const key = typed + (second ?? '');
  if (second !== null && keys.includes(key)) return { typing: nothingTyped, key, used: true };
  return { typing: { typed, missed: second ?? '' }, key: null, used: true };
}
