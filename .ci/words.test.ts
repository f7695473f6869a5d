import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as formats from '../packages/formats/src/index.ts';

/**
 * The sentences of all screens, and of what a file says of its columns, in the words that a civil servant would
 * use. A word that was once on screen and is not one of them stands here, so that it does not come back.
 */
const languages = ['nl', 'en'] as const;
type Language = (typeof languages)[number];
const screens = new URL('../apps/web/src/i18n/', import.meta.url);

/** What not to write, and what to write for it. */
const banned: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  nl: [
    [/\bbew(aar|ar)\p{L}*/iu, 'opslaan, of laten staan'],
    [/\baanvaard\p{L}*/iu, 'akkoord'],
    [/\bbruikba\p{L}*/iu, 'zeg wat er moet staan'],
    [/\bhandeling(en)?\b/iu, 'acties'],
    [/\btoetsen\b/iu, 'sneltoetsen'],
    [/\b(in|uit)lezen\b|\bingelezen\b|\blees(t)? (het|die|de|deze|een) (\p{L}+ )?in\b/iu, 'importeren'],
    [/\bblindheid\b/iu, 'meekijken, of blinde ronde'],
    [/\bgeleerd\b/iu, 'gezien'],
    [/\b(diens|dier|dezer|haar|zijner|harer|het mijne|het jouwe|opgeslagene)\b/iu, 'noem het zelf, of die'],
    [
      /\b(derhalve|alsmede|middels|teneinde|gelieve|thans|dient te|desgewenst|alhier|teneinde)\b/iu,
      'gewone taal',
    ],
    [/\b(uw|u(?!-alfa))\b/iu, 'je'],
    [/\bheet zo\b/iu, 'niets gevonden'],
    [/\bstaat onder\b/iu, 'valt onder'],
    [/\bzonder oordeel\b/iu, 'nog te beoordelen'],
    [/\bhoever iedereen\b/iu, 'voortgang'],
    [/\bbij allen\b/iu, 'bij iedereen'],
    [/\bopen een ronde\b/iu, 'start een ronde'],
    [/\b(voor je|voor jou) open/iu, 'je hebt geen toegang'],
    [/\bniets in het bijzonder\b|\bniemand in het bijzonder\b/iu, 'zeg wat er dan gebeurt'],
    [/\bwerkplaats\b/iu, 'zeg wat je er doet'],
    [/\b(oeps|succesvol|helaas|sorry)\b/iu, 'zeg wat er gebeurde'],
    [/[“”]/u, '‘ en ’'],
  ],
  en: [
    [/\bstands?\b/iu, 'is, appears, or parent'],
    [/^made\b(?! \{\{)/iu, 'created'],
    [/\bpresent (password|verdict)\b/iu, 'current'],
    [/\blearned\b/iu, 'noted'],
    [/\bblindness\b|\blift(ed|s)?\b/iu, 'look at the others’ work before the reveal'],
    [/\bread (it |a \p{L}+ )?in\b(?! (this|parts|that|one))/iu, 'import'],
    [/\bnothing is called\b|\bno tag is called\b/iu, 'nothing found'],
    [/\bhow far everybody\b/iu, 'progress'],
    [/\bwithout verdict\b/iu, 'to review'],
    [/\bnot by (all|everyone|everybody)\b/iu, 'missing for some'],
    [/\bopen(s|ed)? a round\b/iu, 'start a round'],
    [/\bopen to you\b/iu, 'you may not see it, or you have no access'],
    [
      /\bcome(s)? to mean\b|\bbe mended\b|\bbroke the reader\b|\bby lot\b|\btaken? back\b(?<!takes all of it back)/iu,
      'plain words',
    ],
    [/\b(nothing|nobody) in particular\b/iu, 'say what happens then'],
    [/\bread along\b/iu, 'can read, not code'],
    [/\bworkbench\b/iu, 'say what is done there'],
    [
      /\bcolor|\bcenter\b|\blicense\b|\bcatalog\b|\p{L}+(gn|an|ar|al|ym|er)iz(e|ed|es|ing)\b/iu,
      'British spelling',
    ],
    [/\b(oops|successful(ly)?|sorry|please|unfortunately)\b/iu, 'say what happened'],
    [/[‘]/u, '“ and ”'],
  ],
};

interface Sentence {
  readonly place: string;
  readonly words: string;
}

async function screenSentences(language: Language): Promise<Sentence[]> {
  const sentences: Sentence[] = [];
  for (const file of await readdir(new URL(`${language}/`, screens))) {
    if (file === 'index.ts') continue;
    const all = (await import(new URL(`${language}/${file}`, screens).href)) as Record<string, object>;
    for (const words of Object.values(all))
      for (const [key, sentence] of Object.entries(words))
        sentences.push({ place: `${file} ${key}`, words: String(sentence) });
  }
  return sentences;
}

/** The tables of the export are its arrays of columns. */
function columnSentences(language: Language): Sentence[] {
  return Object.entries(formats as Record<string, unknown>).flatMap(([table, columns]) =>
    Array.isArray(columns)
      ? columns.flatMap(({ name, meaning }) =>
          meaning === undefined ? [] : [{ place: `${table} ${name}`, words: String(meaning[language]) }],
        )
      : [],
  );
}

const placeholders = (words: string) => (words.match(/\{\{\w+\}\}/g) ?? []).toSorted().join(' ');

test.each(languages)('the sentences on screen are plain words (%s)', async (language) => {
  const sentences = await screenSentences(language);
  expect(sentences.length).toBeGreaterThan(800);
  const found = sentences.flatMap(({ place, words }) =>
    banned[language].flatMap(([what, better]) =>
      what.test(words) ? [`${place}: ${words} [${better}]`] : [],
    ),
  );
  expect(found).toEqual([]);
});

test.each(languages)('what a file says of its columns is plain words (%s)', (language) => {
  const sentences = columnSentences(language);
  expect(sentences.length).toBeGreaterThan(80);
  const quotes = banned[language].at(-1);
  const found = sentences.flatMap(({ place, words }) =>
    banned[language].flatMap((ban) =>
      ban !== quotes && ban[0].test(words) ? [`${place}: ${words} [${ban[1]}]`] : [],
    ),
  );
  expect(found).toEqual([]);
});

test.each(languages)(
  'no sentence shouts, ends in a space or says two things at once (%s)',
  async (language) => {
    const sloppy = (await screenSentences(language)).filter(
      ({ place, words }) =>
        // What comes before a name, or after it, has its comma or colon.
        words.trim() !== words.replace(/: $/, ':') ||
        (/[!]| {2}|\.\.\.|'/.test(words) && !place.endsWith('filterKey')) ||
        words === '',
    );
    expect(sloppy).toEqual([]);
  },
);

test('both languages say the same, with the same values in it', async () => {
  const [nl, en] = await Promise.all(languages.map(screenSentences));
  const english = new Map(en?.map(({ place, words }) => [place, placeholders(words)]));
  const differ = (nl ?? []).filter(({ place, words }) => english.get(place) !== placeholders(words));
  expect(differ.map(({ place }) => place)).toEqual([]);
});
