import type { Language } from '@koersvast/core/language';
import type { Column } from '../csv/table.ts';

/** What a copy of a table has of the whole. Null stands for all there are. */
export interface SelectionFacts {
  readonly project: string;
  /** The name of the copy, and that of the file that it is a part of. */
  readonly fileName: string;
  readonly wholeName: string;
  readonly madeAt: string;
  /** As the column `layer` names it; null where the table has no layers. */
  readonly layer: string | null;
  readonly rounds: readonly string[] | null;
  /** Sets of documents, each with how its documents were chosen. */
  readonly sets: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly coders: readonly string[] | null;
  readonly columns: readonly Pick<Column<never>, 'name' | 'meaning'>[];
  readonly allColumns: number;
}

const words = {
  en: {
    title: 'A selection, not the whole dataset',
    lead: (of: SelectionFacts) =>
      `${of.fileName} is a selection from ${of.wholeName} of the project “${of.project}”. Cite and archive the whole file; it has every column and every row.`,
    made: 'Described at',
    layer: 'Layer',
    rounds: 'Rounds',
    sets: 'Sets of documents',
    tags: 'Tags',
    coders: 'Coders',
    columns: 'Columns',
    all: 'all',
    of: (some: number, all: number) => `${some} of ${all}`,
    unfinished: 'What its maker could not see when it was made is not in it.',
    dictionary: 'What the columns mean',
  },
  nl: {
    title: 'Een selectie, niet de hele dataset',
    lead: (of: SelectionFacts) =>
      `${of.fileName} is een selectie uit ${of.wholeName} van het project ‘${of.project}’. Citeer en archiveer het volledige bestand; dat heeft alle kolommen en alle rijen.`,
    made: 'Beschreven op',
    layer: 'Laag',
    rounds: 'Rondes',
    sets: 'Sets van documenten',
    tags: 'Tags',
    coders: 'Codeurs',
    columns: 'Kolommen',
    all: 'alle',
    of: (some: number, all: number) => `${some} van ${all}`,
    unfinished: 'Wat de maker niet kon zien toen het werd gemaakt, staat er niet in.',
    dictionary: 'Wat de kolommen betekenen',
  },
} as const;

/** A README for a copy: that it is a selection, of what, and what its columns mean. */
export function writeSelectionNote(language: Language, facts: SelectionFacts): string {
  const say = words[language];
  const list = (name: string, values: readonly string[] | null) =>
    values === null ? [`${name}: ${say.all}`] : [`${name}:`, ...values.map((value) => `- ${value}`)];
  return [
    say.title,
    '='.repeat(say.title.length),
    '',
    say.lead(facts),
    say.unfinished,
    '',
    `${say.made}: ${facts.madeAt}`,
    ...(facts.layer === null ? [] : [`${say.layer}: ${facts.layer}`]),
    ...list(say.rounds, facts.rounds),
    ...(facts.sets === null ? [] : list(say.sets, facts.sets)),
    ...list(say.tags, facts.tags),
    ...list(say.coders, facts.coders),
    `${say.columns}: ${
      facts.columns.length === facts.allColumns ? say.all : say.of(facts.columns.length, facts.allColumns)
    }`,
    '',
    say.dictionary,
    '-'.repeat(say.dictionary.length),
    ...facts.columns.map(({ name, meaning }) => `${name}: ${meaning[language]}`),
    '',
  ].join('\n');
}
