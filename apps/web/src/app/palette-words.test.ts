import { describe, expect, it } from 'vitest';
import { common as en } from '../i18n/en/common.ts';
import { common as nl } from '../i18n/nl/common.ts';
import { findBy } from '../lib/find.ts';
import { type PaletteWord, paletteWords } from './palette-words.ts';

/** What people type, and one of what should come first. */
const table: readonly (readonly [typed: string, ...ids: string[]])[] = [
  ['invite', 'palette.invite', 'nav.members'],
  ['uitnodigen', 'palette.invite', 'nav.members'],
  ['pagina', 'palette.page'],
  ['original', 'palette.page'],
  ['uitnodiging', 'palette.invite', 'nav.members'],
  ['team', 'nav.members', 'palette.invite'],
  ['leden', 'nav.members'],
  ['members', 'nav.members'],
  ['people', 'nav.members', 'palette.invite'],
  ['mensen', 'nav.members', 'palette.invite'],
  ['collega', 'nav.members', 'palette.invite'],
  ['users', 'nav.members', 'nav.installation'],
  ['rollen', 'nav.members'],
  ['rights', 'nav.members'],
  ['progress', 'nav.work', 'nav.rounds', 'nav.jobs'],
  ['voortgang', 'nav.work', 'nav.rounds'],
  ['dashboard', 'nav.work'],
  ['kappa', 'nav.compare'],
  ['agreement', 'nav.compare'],
  ['overeenstemming', 'nav.compare'],
  ['betrouwbaarheid', 'nav.compare'],
  ['krippendorff', 'nav.compare'],
  ['verschillen', 'nav.compare'],
  ['beoordelen', 'nav.compare'],
  ['download', 'nav.export'],
  ['export', 'nav.export'],
  ['exporteren', 'nav.export'],
  ['csv', 'nav.export'],
  ['excel', 'nav.export'],
  ['dataset', 'nav.export'],
  ['spss', 'nav.export'],
  ['history', 'nav.history'],
  ['geschiedenis', 'nav.history'],
  ['undo', 'nav.history'],
  ['ongedaan', 'nav.history'],
  ['logboek', 'nav.history'],
  ['audit', 'nav.history'],
  ['restore', 'nav.history', 'nav.installation'],
  ['backup', 'nav.installation'],
  ['back-up', 'nav.installation'],
  ['reservekopie', 'nav.installation'],
  ['password', 'nav.account'],
  ['wachtwoord', 'nav.account'],
  ['tokens', 'nav.account'],
  ['api', 'nav.account'],
  ['language', 'nav.account'],
  ['taal', 'nav.account'],
  ['dark', 'nav.account'],
  ['donker', 'nav.account'],
  ['sneltoetsen', 'nav.account'],
  ['shortcuts', 'nav.account'],
  ['rounds', 'nav.rounds'],
  ['rondes', 'nav.rounds'],
  ['reveal', 'nav.rounds'],
  ['onthullen', 'nav.rounds'],
  ['deadline', 'nav.rounds'],
  ['toewijzen', 'nav.rounds', 'palette.openRound'],
  ['nieuwe ronde', 'palette.openRound'],
  ['settings', 'nav.settings', 'nav.account'],
  ['instellingen', 'nav.settings', 'nav.account'],
  ['rename', 'nav.settings'],
  ['archiveren', 'nav.settings'],
  ['upload', 'palette.addDocuments'],
  ['import', 'palette.addDocuments'],
  ['brieven', 'nav.documents', 'palette.addDocuments'],
  ['categorieen', 'nav.codebook'],
  ['codes', 'nav.codebook'],
  ['samenvoegen', 'nav.codebook'],
  ['feedback', 'nav.learning'],
  ['logout', 'nav.signOut'],
  ['afmelden', 'nav.signOut'],
  ['nieuw project', 'nav.projects'],
  ['bezig', 'nav.jobs'],
  ['in progress', 'nav.jobs'],
  ['jobs', 'nav.jobs'],
  ['taken', 'nav.work', 'nav.jobs'],
  ['tasks', 'nav.work', 'nav.jobs'],
  ['lopend', 'nav.jobs'],
  ['achtergrond', 'nav.jobs'],
  ['background', 'nav.jobs'],
  ['wachtrij', 'nav.jobs'],
  ['queue', 'nav.jobs'],
  ['lang werk', 'nav.jobs'],
  ['voortgang van lang werk', 'nav.jobs'],
  ['long work', 'nav.jobs'],
  ['annuleren', 'nav.jobs'],
];

describe.each([
  ['Dutch', nl],
  ['English', en],
])('in %s', (_language, words: Readonly<Record<PaletteWord, string>>) => {
  const ids = Object.keys(paletteWords) as PaletteWord[];
  const entries = ids.map((id) => ({ id, name: words[id] }));
  it('has each entry a name', () => {
    expect(entries.filter(({ name }) => name === '')).toEqual([]);
  });
  it.each(table)('“%s” finds it first', (typed, ...wanted) => {
    const [first] = findBy(
      typed,
      entries,
      ({ name }) => name,
      ({ id }) => paletteWords[id],
    );
    expect(wanted).toContain(first?.id);
  });
});
