import type { TagContent } from '@koersvast/core/codebook';
import { column, type Table } from '../csv/table.ts';
import { writeExamples } from './example-lines.ts';

export interface CodebookRow extends TagContent {
  readonly id: string;
  readonly path: string;
  /** Name of the tag above it. */
  readonly parent: string | null;
  readonly archived: boolean;
}

/** The columns of `codebook.csv`, archived tags included; the same file can be read in again. */
export const codebookTable: Table<CodebookRow> = [
  column(
    'tag_id',
    'Identifies the tag, also after it is renamed.',
    'Kenmerk van de tag, ook als de naam verandert.',
    (row) => row.id,
  ),
  column('tag', 'Name of the tag.', 'Naam van de tag.', (row) => row.name),
  column(
    'tag_path',
    'Name of the tag after the names of the tags above it, with “ > ” between them; a > within a name is written \\>.',
    'Naam van de tag na de namen van de tags erboven, met “ > ” ertussen; een > binnen een naam wordt geschreven als \\>.',
    (row) => row.path,
  ),
  column(
    'parent',
    'Name of the tag directly above it.',
    'Naam van de tag er direct boven.',
    (row) => row.parent,
  ),
  column('tag_nl', 'Name in Dutch.', 'Naam in het Nederlands.', (row) => row.names.nl ?? null),
  column('tag_en', 'Name in English.', 'Naam in het Engels.', (row) => row.names.en ?? null),
  column(
    'key',
    'Key that gives the tag: one letter, or two.',
    'Toets waarmee je de tag toekent: één letter, of twee.',
    (row) => row.key,
  ),
  column(
    'appearance',
    'Place in the fixed order of colours and line styles, from 1. There are 60; place 61 looks like 1, 62 like 2 and so on, with letters.',
    'Plaats in de vaste volgorde van kleuren en lijnstijlen, vanaf 1. Het zijn er 60; plaats 61 ziet eruit als 1, 62 als 2 enzovoort, met letters.',
    (row) => row.appearance + 1,
  ),
  column('definition', 'What the tag means.', 'Wat de tag betekent.', (row) => row.definition),
  column('when_to_use', 'When to use the tag.', 'Wanneer je de tag gebruikt.', (row) => row.whenToUse),
  column('when_not', 'When not to use the tag.', 'Wanneer je de tag niet gebruikt.', (row) => row.whenNot),
  column(
    'examples',
    'Examples, a line each: quote | note | place.',
    'Voorbeelden, één per regel: citaat | toelichting | plaats.',
    (row) => writeExamples(row.examples),
  ),
  column(
    'counter_examples',
    'What looks like the tag and is not, a line each: quote | note | place.',
    'Wat op de tag lijkt en het niet is, één per regel: citaat | toelichting | plaats.',
    (row) => writeExamples(row.counterExamples),
  ),
  column(
    'archived',
    'yes when the tag is no longer given.',
    'yes als de tag niet meer wordt toegekend.',
    (row) => (row.archived ? 'yes' : ''),
  ),
];
