/**
 * Names: of people, tags, documents, rounds, fields, projects, kinds of reasons, invitations. What is stored and what
 * is compared is decided here, and said once more in the database (`fold_name`), so that no path makes two names that
 * look alike where they must differ.
 */

/**
 * Emoji that are joined out of several, flags of regions and keycaps: within these, what is invisible elsewhere makes
 * the picture.
 */
const emoji =
  /\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?(?:[\u{E0020}-\u{E007E}]+\u{E007F}|(?:\u200D\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?)*)|[0-9#*]\uFE0F?\u20E3/u;

/**
 * Joiners between letters of scripts that are written joined change how a word is written (Persian, Hindi), and a
 * variation selector behind an ideograph chooses its form (names in Japanese).
 */
const shaping =
  /(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}])[\u200C\u200D](?=[\p{L}\p{M}])|(?<=\p{Script=Han})[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]|(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]/u;

/** Whatever shows nothing at all: zero width, directions, soft hyphens, fillers, selectors, tags, control characters. */
const invisible = /[\p{Default_Ignorable_Code_Point}\u007F-\u0084\u0086-\u009F\uFFF9-\uFFFB]/u;

/** White space of any width, line ends among it, and the blank pattern of Braille. */
const space = /[\s\u0085\u2800]+/gu;

const invisibles = new RegExp(invisible, 'gu');
const kept = new RegExp(`(${emoji.source}|${shaping.source})|${invisible.source}`, 'gu');

/** Without what is invisible, except where it makes something visible what it is. */
function visible(text: string): string {
  return text.replace(kept, (_all, makesSomething: string | undefined) => makesSomething ?? '');
}

/**
 * A name as it is stored: without invisible characters, runs of white space one space, none at the ends. Empty when
 * there is nothing to see. Letters and accents stay as they were typed.
 */
export function cleanName(name: string): string {
  return visible(name).replaceAll(space, ' ').replaceAll(/^ | $/g, '');
}

/**
 * Signs that most typefaces draw alike, the first as the second: Cyrillic and Greek letters of which either case is a
 * Latin one, the two forms of sigma, hyphens, quotation marks that one device types for the other.
 */
const lookalikes: readonly (readonly [from: string, to: string])[] = [
  ['авекмнорстухіјѕԁԛԝ', 'abekmhopctyxijsdqw'],
  ['αβεζηικμνορτυχς', 'abezhikmnoptyxσ'],
  ['\u2010\u2011\u2018\u2019\u02BB\u02BC\u201C\u201D', `--''''""`],
];
const lookalike = new Map(
  lookalikes.flatMap(([from, to]) => {
    const signs = [...to];
    return [...from].map((sign, place) => [sign, signs[place] ?? sign] as const);
  }),
);

/** Signs that look like several; ligatures come out of PDFs. */
const several: readonly (readonly [from: string, to: string])[] = [
  ['\uFB00', 'ff'],
  ['\uFB01', 'fi'],
  ['\uFB02', 'fl'],
  ['\uFB03', 'ffi'],
  ['\uFB04', 'ffl'],
  ['\uFB05', 'st'],
  ['\uFB06', 'st'],
  ['\u2026', '...'],
];

/**
 * What of a name is compared: two names with the same fold are the same name. Case, accents typed in another way,
 * white space, invisible characters and signs that look alike make no difference. Not NFKC: `CO₂` and `CO2`, `①` and
 * `1` are seen to differ, and so may stand side by side. The database says the same in `fold_name`, which a test of
 * `db` compares; a change here needs a migration there.
 */
export function foldName(name: string): string {
  const known = foldedNames.get(name);
  if (known !== undefined) return known;
  const folded = fold(name);
  if (foldedNames.size >= 5_000) foldedNames.clear();
  if (name.length <= 300) foldedNames.set(name, folded);
  return folded;
}

/** Names are folded again and again, each beside all others; this many are remembered. */
const foldedNames = new Map<string, string>();

function fold(name: string): string {
  const seen = name
    .replaceAll(invisibles, '')
    .replaceAll(space, ' ')
    .replaceAll(/^ | $/g, '')
    .normalize('NFD');
  let folded = '';
  // Letter by letter: what a letter becomes does not depend on its place in the word.
  for (const sign of seen) {
    const small = sign.toLowerCase();
    folded += lookalike.get(small) ?? small;
  }
  for (const [from, to] of several) folded = folded.replaceAll(from, to);
  // What the capital I with a dot of Turkish leaves when it is made small.
  return folded.replaceAll(/i\u0307+/gu, 'i');
}

/** Whether there is anything to see in a name; some were stored before names were cleaned. */
export function isVisibleName(name: string): boolean {
  return cleanName(name) !== '';
}
