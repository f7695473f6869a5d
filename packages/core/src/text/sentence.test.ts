import { describe, expect, test } from 'vitest';
import { sentencesIn } from './sentence.ts';

/** The input has `|` where one sentence ends and the next begins. */
function cut(marked: string, language: string): string {
  const text = marked.replaceAll('|', '');
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return sentencesIn(text, segmenter)
    .map(({ start, end }) => text.slice(start, end))
    .join(' |');
}

describe('Dutch', () => {
  test.each([
    'Een zin. |Nog een zin. |En een derde.',
    'Dat is nr. 5 van de lijst. |De rest volgt.',
    'Zie nr. 750 Brief van de minister. |Einde.',
    'De heer mr. Jansen sprak. |Hij zweeg daarna.',
    'Zij las prof. dr. Vries voor. |Dat duurde lang.',
    'Dit geldt d.w.z. Rusland en Belarus. |Meer niet.',
    'Landen, bijv. Duitsland, doen mee. |Nederland ook.',
    'Het gaat o.a. Nederland aan. |En België.',
    'Dit volgt uit art. 5 EU. |Zie ook art. 6 VWEU.',
    'In aug. 2019 Kwam het besluit. |Toen niet meer.',
    'Het was in aug. |Daarna kwam niets.',
    'Minister S.A. Blok schreef de brief. |De Kamer las hem.',
    'Minister J. Blok schreef. |Hij wacht.',
    'Dat is vitamine C. |De rest volgt.',
    'Er is druk, samenwerking enz. |De minister zwijgt.',
    'De brief van 24 mei jl. |Het antwoord kwam later.',
    '1. Inleiding van de brief. |Tekst volgt.',
    'a) Eerste punt. |Nog iets.',
    '‘Dit is een citaat.’ |Daarna volgt tekst.',
    '‘Waarom?’ vroeg de minister. |Niemand wist het.',
    'Hij zei: ‘Rusland is méér dan het Kremlin. |Daarom spreken wij.’ |Meer niet.',
    'Dat is zo.” |De rest volgt.',
    'Hij vroeg het (waarom?) aan de Kamer. |Die zweeg.',
    'Het kost 1.000 euro. |Of 2,5 procent.',
    'Zie www.rijksoverheid.nl voor meer. |Einde.',
    'Wacht … dan volgt meer. |Echt.',
    'Echt waar?! |Ja.',
    'Een zin zonder punt',
  ])('%s', (marked) => {
    expect(cut(marked, 'nl')).toBe(marked);
  });
});

describe('English', () => {
  test.each([
    'One sentence. |Another one.',
    'Some states, e.g. Germany, agree. |Others do not.',
    'That is, i.e. Russia and Belarus. |No more.',
    'Mr. Blok wrote to the House. |It answered.',
    'Dr. Smith and Mrs. Jones spoke. |They left.',
    'See no. 5 Annex. |There is more.',
    'I said no. |Then I left.',
    'The U.S. Department of State replied. |It was late.',
    'It concerns the U.S. |The rest follows.',
    'Russia vs. Ukraine was discussed. |Nothing came of it.',
    '“Is it so?” asked the minister. |Nobody knew.',
  ])('%s', (marked) => {
    expect(cut(marked, 'en')).toBe(marked);
  });
});

describe('shape', () => {
  test('a line break in a hard-wrapped block ends no sentence', () => {
    expect(cut('De minister schrijft\ndat het zo is. |Einde\nvan de brief.', 'nl')).toBe(
      'De minister schrijft\ndat het zo is. |Einde\nvan de brief.',
    );
  });

  test('a closing mark that stands apart goes with the sentence before it', () => {
    expect(cut('Dat is zo. ” |De rest volgt.', 'nl')).toBe('Dat is zo. ” |De rest volgt.');
  });

  test.each(['', '   ', '\n'])('%j has no sentence', (text) => {
    expect(sentencesIn(text, new Intl.Segmenter('nl', { granularity: 'sentence' }))).toEqual([]);
  });
});

describe('a line without anything that may end a sentence is not given to the segmenter', () => {
  class Asked extends Error {}
  const asking = {
    segment: () => {
      throw new Asked();
    },
  } as unknown as Intl.Segmenter;
  const isAsked = (text: string) => {
    try {
      sentencesIn(text, asking);
      return false;
    } catch (error) {
      if (error instanceof Asked) return true;
      throw error;
    }
  };

  test('a list of words is not, prose is', () => {
    expect(['- a', 'Bijlage 3', 'één, twee – drie'].map(isAsked)).toEqual([false, false, false]);
    expect(['Een. Twee', 'Waarom?', 'なぜ。'].map(isAsked)).toEqual([true, true, true]);
  });

  test.each(['nl', 'en', 'el'])('and for that, no character of Unicode ends one in %s', (language) => {
    const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
    for (let from = 0; from <= 0x10ffff; from += 0x4000) {
      const quiet: string[] = [];
      for (let point = from; point < from + 0x4000; point += 1) {
        const character = String.fromCodePoint(point);
        if (character !== '\n' && !isAsked(character)) quiet.push(`A${character} B”${character}B `);
      }
      const text = quiet.join('');
      if (text !== '') expect([...segmenter.segment(text)].length, from.toString(16)).toBe(1);
    }
  });
});
