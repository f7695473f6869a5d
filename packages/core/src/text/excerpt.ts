import { NearbySegmenter } from './nearby-segmenter.ts';

/**
 * The beginning and the end of a text that is too long to be read out or shown whole, with ` … ` between them;
 * the text itself when it has at most `most` code units. What is cut is cut between two characters.
 */
export function excerptOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const graphemes = new NearbySegmenter(text, 'en', 'grapheme');
  const half = Math.max(1, Math.floor(most / 2));
  const first = text.slice(0, graphemes.at(half)?.start ?? half);
  const last = text.slice(graphemes.at(text.length - half - 1)?.end ?? text.length - half);
  return `${first.trimEnd()} … ${last.trimStart()}`;
}

/** At most so many code units of the beginning of a text, up to the end of a character. */
export function cutAfter(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, new NearbySegmenter(text, 'en', 'grapheme').at(most)?.start ?? most);
}

/** At most so many code units of the end of a text, from the beginning of a character on. */
export function cutBefore(text: string, most: number): string {
  if (text.length <= most) return text;
  const found = new NearbySegmenter(text, 'en', 'grapheme').at(text.length - most - 1);
  return text.slice(found?.end ?? text.length - most);
}
