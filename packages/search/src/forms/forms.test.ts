import { describe, expect, test } from 'vitest';
import { proposeForms } from './forms.ts';

/** A corpus in which everything stands that could be taken for a form. */
const corpus: readonly (readonly [string, number])[] = [
  ...['sanctie', 'sancties', 'sanctiebeleid', 'sanctioneren', 'sancta', 'functie', 'functies'],
  ...['brief', 'brieven', 'briefing', 'brievenbus', 'brie', 'gebrief'],
  ...[
    'druk',
    'drukt',
    'drukken',
    'drukte',
    'drukten',
    'gedrukt',
    'gedrukte',
    'drukkend',
    'drukkende',
    'drukker',
  ],
  ...['drukkers', 'drukkerij', 'drukkerijen', 'drukproef', 'indruk', 'drug', 'drugs', 'droeg'],
  ...['selectief', 'selectieve', 'selectiever', 'selectie', 'selecties', 'selectiviteit'],
  ...[
    'samenwerken',
    'samenwerkt',
    'samenwerkte',
    'samengewerkt',
    'samenwerking',
    'samenwerkingen',
    'samenwerkend',
  ],
  ...['samen', 'werken', 'werkt', 'gewerkt', 'samenwerkingsverband', 'samenleving'],
  ...['huis', 'huizen', 'huist', 'gehuisd', 'huisje', 'huisarts', 'thuis'],
  ...['veiligheid', 'veiligheden', 'veilig', 'veilige', 'veiliger', 'veiligst'],
  ...['straat', 'straten', 'straatje', 'strategie'],
  ...['groot', 'grote', 'groter', 'grootst', 'grootste', 'groet', 'groeten', 'grot', 'grotten'],
  ...['boos', 'boze', 'bos', 'bossen', 'bozen', "foto's", 'foto', 'fotograaf', 'gemeente', 'gemeenten'],
  ...['leven', 'leeft', 'leefde', 'geleefd', 'levend', 'lef', 'dag', 'dagen', 'wat', 'water', 'waters'],
  ...['maatregel', 'maatregelen', 'regering', 'regeringen', 'regeert', 'regeren', 'regeerde', 'geregeerd'],
  ...['bieden', 'gebieden', 'gebied', 'biedt', 'europees', 'europese', 'industrie', 'industrieen'],
].map((word, at) => [word, 100 - (at % 7)] as const);

const proposed = (word: string, likelihood: string): readonly string[] =>
  proposeForms(word, corpus)
    .filter((form) => form.likelihood === likelihood)
    .map(({ form }) => form)
    .toSorted();

describe('forms proposed', () => {
  test.each([
    ['sanctie', ['sancties'], []],
    ['sancties', ['sanctie'], []],
    ['brief', ['brieven'], ['briefing']],
    ['brieven', ['brief'], ['briefing']],
    [
      'druk',
      ['drukken', 'drukkend', 'drukkende', 'drukker', 'drukt', 'drukte', 'drukten', 'gedrukt', 'gedrukte'],
      ['drukkerij', 'drukkerijen', 'drukkers'],
    ],
    [
      'gedrukt',
      ['druk', 'drukken', 'drukkend', 'drukkende', 'drukker', 'drukt', 'drukte', 'drukten', 'gedrukte'],
      null,
    ],
    ['selectief', ['selectieve', 'selectiever'], []],
    ['selectieve', ['selectief', 'selectiever'], []],
    ['selectie', ['selecties'], []],
    [
      'samenwerken',
      ['samengewerkt', 'samenwerkend', 'samenwerking', 'samenwerkingen', 'samenwerkt', 'samenwerkte'],
      [],
    ],
    [
      'samenwerking',
      ['samengewerkt', 'samenwerken', 'samenwerkend', 'samenwerkingen', 'samenwerkt', 'samenwerkte'],
      [],
    ],
    ['huis', ['gehuisd', 'huist', 'huizen'], ['huisje']],
    ['huizen', ['gehuisd', 'huis', 'huist'], ['huisje']],
    ['veiligheid', ['veiligheden'], null],
    ['veilig', ['veilige', 'veiliger', 'veiligst'], ['veiligheden', 'veiligheid']],
    ['straten', ['straat'], ['straatje']],
    ['groot', ['grootst', 'grootste', 'grote', 'groter'], []],
    ['boze', ['boos', 'bozen'], null],
    ['bos', ['bossen'], null],
    ["foto's", ['foto'], []],
    ['gemeente', ['gemeenten'], []],
    ['leven', ['geleefd', 'leefde', 'leeft', 'levend'], null],
    ['dag', ['dagen'], []],
    ['maatregelen', ['maatregel'], []],
    ['regering', ['geregeerd', 'regeerde', 'regeert', 'regeren', 'regeringen'], null],
    ['europees', ['europese'], []],
    ['industrie', ['industrieen'], []],
  ])('%s', (word, likely, doubtful) => {
    expect(proposed(word, 'likely')).toEqual(likely);
    if (doubtful) expect(proposed(word, 'doubtful')).toEqual(doubtful);
  });

  test('never takes hardly anything for a stem without saying so', () => {
    expect(proposed('water', 'likely')).toEqual(['waters']);
    expect(proposed('water', 'doubtful')).toContain('wat');
  });

  test('come by likelihood, then by number, each with why', () => {
    const forms = proposeForms('druk', [
      ['drukkerij', 900],
      ['drukt', 5],
      ['drukken', 50],
      ['druk', 1],
      ['drukte', 50],
    ]);
    expect(forms.map(({ form }) => form)).toEqual(['druk', 'drukken', 'drukte', 'drukt', 'drukkerij']);
    const why = { stem: 'druk', prefix: '', ending: 'en', wordEnding: '', changes: ['consonant-doubled'] };
    expect(forms[1]).toEqual({ form: 'drukken', count: 50, likelihood: 'likely', why });
    expect(forms[4]?.likelihood).toBe('doubtful');
  });

  test('of nothing that is known are none', () => {
    expect(proposeForms('xyz', corpus)).toEqual([]);
    expect(proposeForms('', corpus)).toEqual([]);
    expect(proposeForms('a', [['a', 1]]).map(({ likelihood }) => likelihood)).toEqual(['itself']);
  });
});
