import { describe, expect, test } from 'vitest';
import { numbersNotIn, type ReadRow } from '../../testing/methods-numbers.ts';
import { type FactName, memberFacts, roundFacts, untold } from '../fact.ts';
import { type Language, languages } from '../language.ts';
import { type Figure, laterRows, type MethodsFacts, methodsRows, type TagFacts } from './facts.ts';
import { agreementColumns, agreementRecords } from './file.ts';
import { methodsText } from './methods.ts';
import { numberStyles } from './number.ts';
import { references } from './references.ts';
import { demands } from './standards.ts';

/** Numbers that look like those of a study, from a seed. */
function numbersFrom(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const none: Figure = { value: null, low: null, high: null, reason: 'category-not-used' };

/** Twelve projects: few and many tags, pilots and full studies, with all facts told, some, and none. */
const projects = Array.from({ length: 12 }, (_, i): MethodsFacts => {
  const share = numbersFrom(i + 1);
  const figure = (): Figure => {
    const value = 1.2 * share() - 0.2;
    const interval = share() > 0.15;
    return {
      value,
      low: interval ? value - 0.3 * share() : null,
      high: interval ? Math.min(1, value + 0.2 * share()) : null,
      reason: interval ? null : 'too-few-documents',
    };
  };
  const words = ['reliable', 'tentative', 'unreliable', 'cannot-tell'] as const;
  const tags = Array.from(
    { length: [0, 1, 5, 12, 13, 40][i % 6] ?? 0 },
    (_, tag): TagFacts => ({
      name: `Beleid / tag ${String.fromCharCode(97 + (tag % 26))}`,
      names: {
        nl: `Beleid / tag ${String.fromCharCode(97 + (tag % 26))}`,
        en: `Policy / tag ${String.fromCharCode(97 + (tag % 26))}`,
      },
      spans: Math.floor(5000 * share()),
      documents: Math.floor(200 * share()),
      alpha: tag % 7 === 3 ? none : figure(),
      f1: tag % 7 === 3 ? none : { value: share(), low: null, high: null, reason: null },
      verdict: words[Math.floor(4 * share())] ?? 'cannot-tell',
      archived: tag % 5 === 4,
    }),
  );
  const told = (said: string) => (i % 3 === 0 || (i % 3 === 1 && share() > 0.5) ? said : null);
  const documents = 3 + Math.floor(100 * share());
  return {
    settings: {
      layers: (['first-pass', 'current', 'final'] as const)[i % 3] ?? 'first-pass',
      confidence: i === 4 ? 0.9 : 0.95,
      replicates: 2000,
      seed: 1 + i,
      engine: 'agreement 0.1.0',
      software: 'Koersvast 2.3.1',
    },
    coders: Array.from({ length: 2 + (i % 4) }, (_, nth) => ({
      memberId: `member-${nth}`,
      letter: String.fromCharCode(65 + nth),
      name: `Coder of ${nth}`,
      documents: 2 + 31 * nth + i,
      spans: nth === 0 ? 1 : 1207 * nth,
      background: told(i % 2 === 0 ? 'student of political science.' : `student ${nth}`),
      isAuthor: ([null, false, nth === 0] as const)[i % 3] ?? null,
      training: told('group sessions on practice letters'),
      trainingHours: ([null, 7.5 + i, nth === 1 ? null : 3 + nth] as const)[(i + 1) % 3] ?? null,
    })),
    rounds: Array.from({ length: 1 + (i % 2) }, (_, nth) => ({
      roundId: `round-${nth}`,
      number: 1 + nth,
      stage: ([null, 'pilot', nth === 0 ? 'pilot' : 'full'] as const)[i % 3] ?? null,
      drawn: i % 4 === 2 ? { seed: 4242 + i, stratifiedBy: nth === 0 ? null : 'date' } : null,
      sampling: told(`one letter of each ministry`),
      blindTo: told(`the hypotheses`),
      finals: i % 5 === 0 ? nth + 1 : 0,
      settled: told('a reviewer decided (see the memos [appendix])'),
    })),
    population: told('letters of the cabinet, 2014 to 2022'),
    sampleFrame: told('the site of the chamber'),
    documents,
    studyDocuments: i === 7 ? documents : documents + Math.floor(1500 * share()),
    spans: Math.floor(90_000 * share()),
    characters: Math.floor(4_000_000 * share()),
    blind: (['mixed', 'blind', 'open', 'opened'] as const)[i % 4] ?? 'blind',
    leftOut: {
      unfinished: i,
      notIndependent: i % 3,
      oneCoder: (2 * i) % 5,
      noFinal: i % 3 === 2 ? 700 + i : 0,
      notRevealed: [[], [14], [15, 16]][i % 3] ?? [],
    },
    others: i % 2 === 0 ? { coders: 0, documents: 0 } : { coders: i, documents: 333 + i },
    repeats: Array.from({ length: i % 4 }, (_, nth) => ({
      letter: String.fromCharCode(65 + nth),
      name: `Coder of ${nth}`,
      documents: 51 + nth,
      alpha: nth === 2 ? none : figure(),
    })),
    codebookOrigin: told('from a pilot of 12 letters'),
    pilot: told('on 5 letters'),
    codebookPlace: told('https://example.org/codebook'),
    pooled: i === 5 ? { ...none, verdict: 'cannot-tell' } : { ...figure(), verdict: 'tentative' },
    relevance: figure(),
    tags,
    rules: { reliable: 0.8, tentative: 0.667, fewestSpans: 10, fewestDocuments: 5 },
  };
});

/** The file as it is written, parsed. */
function inFile(facts: MethodsFacts): ReadRow[] {
  const [head = [], ...rows] = [
    agreementColumns.join('\t'),
    ...agreementRecords([...methodsRows(facts), ...laterRows(facts)], facts.settings).map((record) =>
      record.join('\t'),
    ),
  ].map((line) => line.split('\t'));
  return rows.map((fields) => Object.fromEntries(head.map((name, at) => [name, fields[at] ?? ''])));
}

/** The numbers of a text as its language writes them, which are in no row of the file. */
function missingIn(text: string, facts: MethodsFacts, language: Language): string[] {
  const said = [
    ...facts.coders.flatMap(({ background, training }) => [background, training]),
    ...facts.rounds.flatMap(({ sampling, blindTo, settled }) => [sampling, blindTo, settled]),
    ...[facts.population, facts.sampleFrame, facts.codebookOrigin, facts.pilot, facts.codebookPlace],
    ...facts.tags.map(({ names }) => names[language]),
  ];
  return numbersNotIn(
    inFile(facts),
    text,
    language,
    said.flatMap((words) => words ?? []),
  );
}

const textOf = (facts: MethodsFacts, language: Language) => {
  const { paragraphs, table } = methodsText(facts, language);
  return [...paragraphs, ...table.rows.map((row) => row.join(' | '))].join('\n');
};

describe.each(languages)('the methods text (%s)', (language) => {
  test.each(projects.map((facts, i) => [i + 1, facts] as const))(
    'of project %d has only numbers of agreement.csv, and no hole',
    (_, facts) => {
      const text = textOf(facts, language);
      expect(missingIn(text, facts, language)).toEqual([]);
      expect(text).not.toMatch(/null|undefined[^ (;,]|NaN|Infinity| {2}|\.\.|\[\]|;\s*[.)]/);
      const { blanks } = methodsText(facts, language);
      for (const { words } of blanks) expect(text).toContain(`[${words}]`);
      expect(text).toContain(numberStyles[language].count(facts.spans));
      for (const { alpha, names } of facts.tags) {
        expect(text).toContain(names[language]);
        if (alpha.value !== null) expect(text).toContain(numberStyles[language].figure(alpha.value));
      }
    },
  );

  test('says of the final version that documents have one, and how many have none', () => {
    const facts = projects[2] as MethodsFacts;
    expect(facts.settings.layers).toBe('final');
    const [said, without] =
      language === 'en'
        ? [/documents that had a finished final version/, '702 without a finished final version']
        : [/documenten waarvan de eindversie af is/, '702 zonder eindversie die af is'];
    const text = textOf(facts, language);
    expect(text).toMatch(said);
    expect(text).toContain(without);
    expect(text).not.toMatch(/two or more coders|twee of meer codeurs/);
    expect(textOf(projects[0] as MethodsFacts, language)).toMatch(/two or more coders|twee of meer codeurs/);
  });

  test('would be found out with a number from elsewhere', () => {
    const facts = projects[2] as MethodsFacts;
    const text = textOf(facts, language);
    const wrong = numberStyles[language].figure(0.12345, 5);
    expect(missingIn(`${text} ${wrong}`, facts, language)).toEqual([wrong]);
    const value = numberStyles[language].figure(facts.pooled.value ?? 0);
    const other = { ...facts, pooled: { ...facts.pooled, value: 0.98765 } };
    expect(text).toContain(value);
    expect(missingIn(textOf(other, language), facts, language).length).toBeGreaterThan(0);
    expect(missingIn(`${text} 9.9.9`, facts, language)).toHaveLength(1);
  });

  test('keeps a blank for each fact that nobody told, and none for what is told', () => {
    const facts = projects[3] as MethodsFacts;
    const [coder, other] = facts.coders;
    const [round] = facts.rounds;
    if (!coder || !other || !round) throw new Error('No coders');
    const nobodySaid = { ...untold.member, training: ' ' };
    const silent: MethodsFacts = {
      ...facts,
      ...untold.project,
      coders: [
        { ...coder, ...nobodySaid },
        { ...other, ...nobodySaid },
      ],
      rounds: [{ ...round, ...untold.round, sampling: '', finals: 0, drawn: null }],
    };
    const { blanks } = methodsText(silent, language);
    expect(blanks.map(({ fact }) => fact)).toEqual([
      ...['stage', 'background', 'training', 'trainingHours', 'population', 'sampleFrame', 'sampling'],
      ...['blindTo', 'settled', 'codebookOrigin', 'pilot', 'codebookPlace'],
    ]);
    expect(blanks[1]?.memberIds).toEqual(['member-0', 'member-1']);
    expect(blanks[6]?.roundIds).toEqual(['round-0']);
    const ofMember = { background: 'A [B]', isAuthor: false, training: 'C', trainingHours: 3 };
    const told: MethodsFacts = {
      ...silent,
      coders: silent.coders.map((each) => ({ ...each, ...ofMember })),
      rounds: [
        { ...round, drawn: null, stage: 'full', sampling: 'D', blindTo: 'E', finals: 0, settled: 'F.' },
      ],
      ...{ population: 'G', sampleFrame: 'H', codebookOrigin: 'I', pilot: 'J', codebookPlace: 'K' },
    };
    expect(methodsText(told, language).blanks).toEqual([]);
    expect(methodsText(told, language).paragraphs.join(' ')).toMatch(/: F\. /);
    // What one coder alone did not say is asked of that one.
    const half = methodsText(
      { ...told, coders: [told.coders[0] ?? coder, { ...other, ...untold.member }] },
      language,
    );
    expect(half.blanks.map(({ fact, memberIds }) => [fact, memberIds])).toEqual([
      ['background', ['member-1']],
      ['training', ['member-1']],
      ['trainingHours', ['member-1']],
    ]);
    // What the program knows is not asked: that all were taken, what it drew, and that final versions were made.
    const known: MethodsFacts = {
      ...silent,
      rounds: [{ ...round, ...untold.round, finals: 4, drawn: { seed: 42, stratifiedBy: 'date' } }],
    };
    for (const facts of [known, { ...known, rounds: silent.rounds, documents: 9, studyDocuments: 9 }]) {
      expect(methodsText(facts, language).blanks.map(({ fact }) => fact)).not.toContain('sampling');
    }
    expect(methodsText(known, language).blanks.map(({ fact }) => fact)).not.toContain('settled');
    expect(methodsText(known, language).paragraphs.join(' ')).toMatch(/42\).*4 document/);
  });

  test('takes no character of a person for the mark of a blank, and names nobody', () => {
    const facts = { ...(projects[3] as MethodsFacts), population: 'letters \uE0000\uE000 of 2022' };
    const { paragraphs } = methodsText(facts, language);
    expect(paragraphs.join(' ')).toMatch(/letters 0 of 2022|letters {2}of 2022/);
  });

  test('says that coders did not know something else as well only of who worked blind', () => {
    const words = { en: /also did not know|what else/, nl: /verder (?:wisten|niet)/ }[language];
    const given = projects[0] as MethodsFacts;
    const rounds = given.rounds.map((round) => ({ ...round, blindTo: null }));
    for (const blindTo of ['the hypotheses', null])
      for (const blind of ['blind', 'open', 'mixed', 'opened'] as const) {
        const facts = { ...given, blind, rounds: rounds.map((round) => ({ ...round, blindTo })) };
        const [, , text = ''] = methodsText(facts, language).paragraphs;
        expect(words.test(text)).toBe(blind === 'blind' || blind === 'opened');
        expect(text).toMatch(blindTo ?? /\[.*hypothes/);
      }
  });

  test('cites what it lists, and has a row for each tag', () => {
    const facts = projects[4] as MethodsFacts;
    const { paragraphs, references: listed, table } = methodsText(facts, language);
    for (const { cited, full } of Object.values(references)) {
      expect(paragraphs.join(' ')).toContain(cited);
      expect(listed).toContain(full);
    }
    expect(table.rows).toHaveLength(13);
    for (const row of table.rows) expect(row).toHaveLength(table.head.length);
  });
});

/** What people told of a fact as a text has it, where they told it; whose it is, where it is not the project's. */
function toldOf(facts: MethodsFacts, fact: FactName, language: Language) {
  const { coders, rounds } = facts;
  const written = (value: string | number | boolean | null): string | null => {
    if (typeof value === 'number') return numberStyles[language].count(value);
    if (typeof value === 'boolean') return language === 'en' ? 'among the authors' : 'tot de auteurs';
    if (value === 'pilot') return language === 'en' ? 'in a pilot study' : 'in een proefonderzoek';
    if (value === 'full') return language === 'en' ? 'for the full study' : 'voor het volledige onderzoek';
    return value?.replace(/\.$/, '') ?? null;
  };
  // What lies between the fewest and the most hours is in the file alone.
  const hours = coders.flatMap(({ trainingHours }) => trainingHours ?? []);
  const isBetween = (value: unknown) => value !== Math.min(...hours) && value !== Math.max(...hours);
  if (memberFacts.some((each) => each === fact))
    return coders.flatMap((coder) => {
      const value = coder[fact as (typeof memberFacts)[number]];
      if (fact === 'trainingHours' && value !== null && isBetween(value)) return [];
      return [{ of: coder.memberId, words: written(value) }];
    });
  if (roundFacts.some((each) => each === fact))
    return rounds.flatMap((round) => {
      // What the program knows is not asked, and that it took all leaves nothing to be said of how.
      if (fact === 'sampling' && (facts.documents === facts.studyDocuments || round.drawn !== null))
        return [];
      const words = written(round[fact as (typeof roundFacts)[number]]);
      return words === null && fact === 'settled' && round.finals > 0 ? [] : [{ of: round.roundId, words }];
    });
  return [{ of: null, words: written(facts[fact as keyof typeof untold.project]) }];
}

/** The demands that a text does not meet. */
function unmet(text: string, facts: MethodsFacts, language: Language): string[] {
  const { blanks } = methodsText(facts, language);
  const isBlank = (fact: FactName, of: string | null) =>
    blanks.some(
      ({ words, memberIds, roundIds, fact: asked }) =>
        text.includes(`[${words}]`) &&
        // Who somebody is and whether they are an author is asked in one.
        (asked === fact || (fact === 'isAuthor' && asked === 'background')) &&
        (of === null || memberIds.includes(of) || roundIds.includes(of)),
    );
  return demands
    .filter(({ asked, known }) => {
      const stands = (words: string) => text.includes(words);
      if (!known(facts, language).every(stands)) return true;
      return asked.some((fact) =>
        toldOf(facts, fact, language).some(({ of, words }) =>
          words === null ? !isBlank(fact, of) : !stands(words),
        ),
      );
    })
    .map(({ demand }) => demand);
}

describe.each(languages)('the reporting standards (%s)', (language) => {
  test.each(projects.map((facts, i) => [i + 1, facts] as const))(
    'find each fact that they demand in the text of project %d, or its blank',
    (_, facts) => expect(unmet(textOf(facts, language), facts, language)).toEqual([]),
  );

  test('would miss each of them where it is left out', () => {
    const missed = projects.map((facts) => unmet('', facts, language));
    // A study of which nothing was left out or repeated has nothing to say of that.
    for (const { demand, sources } of demands) {
      expect(missed.filter((each) => each.includes(demand)).length).toBeGreaterThan(2);
      expect(sources.length).toBeGreaterThan(0);
    }
    const facts = projects[1] as MethodsFacts;
    const { paragraphs, table } = methodsText(facts, language);
    for (const [at] of paragraphs.entries()) {
      const rest = paragraphs.filter((_, nth) => nth !== at);
      const text = [...rest, ...table.rows.map((row) => row.join(' | '))].join('\n');
      expect(unmet(text, facts, language)).not.toEqual([]);
    }
  });

  test('have every fact that people are asked for in one of their demands', () => {
    const asked = demands.flatMap((each) => each.asked);
    const untoldFacts = [untold.member, untold.round, untold.project].flatMap((each) => Object.keys(each));
    expect([...asked].sort()).toEqual(untoldFacts.sort());
  });
});

test('both languages have the same blanks in the same order', () => {
  for (const facts of projects) {
    const [nl = [], en = []] = languages.map((language) =>
      methodsText(facts, language).blanks.map(({ words: _, ...asked }) => asked),
    );
    expect(nl).toEqual(en);
  }
});

describe('numbers', () => {
  test.each([
    [0.705, '.71', '0,71'],
    [0.345, '.35', '0,35'],
    [1, '1.00', '1,00'],
    [-0.114, '−.11', '−0,11'],
    [-0.001, '.00', '0,00'],
    [1e-9, '.00', '0,00'],
    [-1.5, '−1.50', '−1,50'],
  ])('a coefficient of %d is %s and %s', (value, en, nl) => {
    expect([numberStyles.en.figure(value), numberStyles.nl.figure(value)]).toEqual([en, nl]);
  });

  test('counts, hours and shares', () => {
    const { en, nl } = numberStyles;
    expect([en.count(1234567), nl.count(1234567)]).toEqual(['1,234,567', '1.234.567']);
    expect([en.count(7.5), nl.count(1007.25)]).toEqual(['7.5', '1.007,25']);
    expect([en.percent(0.95), nl.percent(0.125), en.percent(1)]).toEqual(['95%', '12,5%', '100%']);
    expect(en.figure(0.8, 3)).toBe('.800');
  });
});
