import { foldCharacter, foldUnit, GONE } from './character.ts';
import { FoldedText } from './folded-text.ts';

/** As many units as one call takes as arguments without trouble. */
const AT_ONCE = 8_192;
/** What stands for a character that is none. */
const REPLACEMENT = 0xfffd;

/**
 * The text as it is compared, with the way back to it.
 *
 * Each code point by itself is put in lower case and taken apart (NFD); marks and soft hyphens go, ß ﬁ ﬂ ﬀ ĳ and their kin
 * become letters, ’ ‘ ʼ become '. Linear. Any string will do: a lone surrogate stands for itself.
 */
export function fold(text: string): FoldedText {
  const { length } = text;
  let units = new Uint16Array(length);
  let map: Int32Array<ArrayBuffer> | null = null;
  let made = 0;
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(at);
    const folded = foldUnit(unit);
    if (folded < GONE) {
      if (map !== null) map[made] = at;
      units[made] = folded;
      made += 1;
      continue;
    }
    if (folded === GONE) {
      map ??= mapSoFar(made, length);
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const several = foldCharacter(character);
    if (several.length === character.length) {
      // A surrogate, or a pair of them: as many as there were.
      // Two halves that a mark held apart are still two.
      const isMade = character.length === 1 && (unit & 0xfc00) === 0xdc00 && isHalf(units[made - 1]);
      for (let each = 0; each < several.length; each += 1) {
        if (map !== null) map[made] = at + each;
        units[made] = isMade ? REPLACEMENT : several.charCodeAt(each);
        made += 1;
      }
      at += character.length - 1;
      continue;
    }
    map ??= mapSoFar(made, length);
    if (made + several.length + length - at > units.length) {
      const room = Math.ceil((made + several.length + length - at) * 1.25);
      const [moreUnits, moreMap] = [new Uint16Array(room), new Int32Array(room + 1)];
      moreUnits.set(units);
      moreMap.set(map);
      [units, map] = [moreUnits, moreMap];
    }
    for (let each = 0; each < several.length; each += 1) {
      map[made] = at;
      units[made] = several.charCodeAt(each);
      made += 1;
    }
    at += character.length - 1;
  }
  if (map !== null) {
    map = map.slice(0, made + 1);
    map[made] = length;
  }
  return new FoldedText(text, stringOf(units, made), map);
}

/** Whether this is the first unit of two. */
function isHalf(unit: number | undefined): boolean {
  return unit !== undefined && (unit & 0xfc00) === 0xd800;
}

/** All counted alike up to here. */
function mapSoFar(made: number, length: number): Int32Array<ArrayBuffer> {
  const map = new Int32Array(length + 1);
  for (let at = 0; at < made; at += 1) map[at] = at;
  return map;
}

function stringOf(units: Uint16Array, length: number): string {
  let made = '';
  for (let at = 0; at < length; at += AT_ONCE)
    made += Reflect.apply(String.fromCharCode, null, units.subarray(at, Math.min(at + AT_ONCE, length)));
  return made;
}
