import { fold } from '../fold/fold.ts';

/** As in a text, with * for any characters. */
const WORD = /[\p{L}\p{N}*]+(?:'[\p{L}\p{N}*]+)*/gu;

/** The words of what was typed, as they are compared: none, if there is no letter, digit or * in it. */
export function typedWords(typed: string): readonly string[] {
  return (fold(typed).folded.match(WORD) ?? []).map((word) => word.replace(/\*+/g, '*'));
}
