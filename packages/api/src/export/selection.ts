import { type ExportSelection, isSelectionOf } from '@koersvast/contracts';
import { tagPaths } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import type { Language } from '@koersvast/core/language';
import { roundName } from '@koersvast/core/round';
import type { Access, Tx } from '@koersvast/db';
import {
  annotationTableOf,
  type CsvValue,
  codebookTable,
  codingTable,
  documentTable,
  factsTable,
  historyTable,
  type SelectionFacts,
} from '@koersvast/formats';
import { fieldNames } from '../document/own-fields.ts';
import { readNames } from '../member/names.ts';
import { readTags } from '../place/tags.ts';
import { hasOrigins, hasRenditions, setsOfProject } from './chosen-documents.ts';
import type { ExportFile, ExportTable } from './tables.ts';

type Columns = ExportTable['columns'];

async function columnsOf(tx: Tx, access: Access, file: ExportFile): Promise<Columns> {
  const { projectId } = access;
  switch (file) {
    case 'annotations':
      return annotationTableOf({
        renditions: await hasRenditions(tx, projectId),
        origins: await hasOrigins(tx, access),
      });
    case 'documents':
      return documentTable(await fieldNames(tx, projectId), await hasRenditions(tx, projectId));
    case 'codebook':
      return codebookTable;
    case 'coding':
      return codingTable;
    case 'history':
      return historyTable;
    case 'facts':
      return factsTable;
  }
}

/**
 * Looks whether all that is chosen is there. Rounds, tags and members of a project are known to all of its members,
 * so that a refusal tells nobody anything. Throws `input_not_valid` for what the table does not have and `not_found`
 * for what the project does not have.
 */
export async function checkSelection(
  tx: Tx,
  access: Access,
  file: ExportFile,
  selection: ExportSelection,
): Promise<void> {
  if (!isSelectionOf(file, selection)) throw new DomainError('input_not_valid');
  const { columns = [], rounds = [], sets = [], tags = [], coders = [] } = selection;
  const names = new Set((await columnsOf(tx, access, file)).map(({ name }) => name));
  if (columns.some((name) => !names.has(name))) throw new DomainError('input_not_valid');
  const { projectId } = access;
  const found = {
    rounds: await tx.round.count({ where: { projectId, removedAt: null, number: { in: rounds } } }),
    sets: await tx.set.count({ where: { projectId, removedAt: null, id: { in: sets } } }),
    tags: await tx.tag.count({ where: { projectId, id: { in: tags } } }),
    coders: await tx.member.count({ where: { projectId, id: { in: coders } } }),
  };
  const all = { rounds, sets, tags, coders };
  if ((['rounds', 'sets', 'tags', 'coders'] as const).some((part) => found[part] !== all[part].length))
    throw new DomainError('not_found');
}

/** Which columns of the whole file a copy has, by their places. */
export function chosenPlaces(columns: Columns, selection: ExportSelection | undefined): number[] {
  const chosen = selection?.columns && new Set(selection.columns);
  return columns.flatMap(({ name }, place) => (chosen === undefined || chosen.has(name) ? [place] : []));
}

/** The table with the columns of a copy. */
export function narrowTable(table: ExportTable, selection: ExportSelection | undefined): ExportTable {
  if (selection?.columns === undefined) return table;
  const places = chosenPlaces(table.columns, selection);
  const pick = (row: readonly CsvValue[]) => places.map((place) => row[place] ?? null);
  return {
    columns: places.flatMap((place) => table.columns[place] ?? []),
    async *batches() {
      for await (const rows of table.batches()) yield rows.map(pick);
    },
  };
}

/** More rounds than this are only counted in a name. */
const namedRounds = 5;

/** How a copy is called: that it is a selection, and of what. */
export function nameOfSelection(file: ExportFile, selection: ExportSelection): string {
  const { columns, rounds, sets, tags, coders } = selection;
  const count = (list: readonly unknown[] | undefined, one: string, more: string) =>
    list === undefined ? [] : [`${list.length}-${list.length === 1 ? one : more}`];
  const numbers = rounds?.toSorted((one, other) => one - other);
  return [
    `${file}-selection`,
    ...(numbers !== undefined && numbers.length <= namedRounds
      ? [`${numbers.length === 1 ? 'round' : 'rounds'}-${numbers.join('-')}`]
      : count(rounds, 'round', 'rounds')),
    ...count(sets, 'set', 'sets'),
    ...count(tags, 'tag', 'tags'),
    ...count(coders, 'coder', 'coders'),
    ...count(columns, 'column', 'columns'),
  ].join('_');
}

/** What a copy has of the whole, in words and with the ids that its rows have. */
export async function factsOfSelection(
  tx: Tx,
  access: Access,
  { file, selection, language }: { file: ExportFile; selection: ExportSelection; language: Language },
): Promise<Pick<SelectionFacts, 'rounds' | 'sets' | 'tags' | 'coders' | 'columns' | 'allColumns'>> {
  const { projectId } = access;
  const { rounds, sets, tags, coders } = selection;
  const columns = await columnsOf(tx, access, file);
  const allRounds = await tx.round.findMany({
    where: { projectId },
    orderBy: { number: 'asc' },
    select: { number: true, name: true },
  });
  const allTags = await readTags(tx, projectId);
  const paths = tagPaths(allTags);
  const members = await readNames(tx, projectId);
  const named = <Row>(
    chosen: readonly (string | number)[] | undefined,
    all: readonly Row[],
    keyOf: (row: Row) => string | number,
    wordsOf: (row: Row) => string,
  ) =>
    chosen === undefined ? null : all.filter((row) => chosen.includes(keyOf(row))).map((row) => wordsOf(row));
  return {
    rounds: named(
      rounds,
      allRounds,
      ({ number }) => number,
      (round) => `${round.number}: ${roundName(round, language)}`,
    ),
    sets:
      sets === undefined
        ? null
        : (await setsOfProject(tx, access, sets)).map(
            ({ id, name, conditions }) =>
              `${name} (${id})${conditions === null ? '' : `: ${JSON.stringify(conditions)}`}`,
          ),
    tags: named(
      tags,
      allTags,
      ({ id }) => id,
      ({ id, name }) => `${paths.get(id) ?? name} (${id})`,
    ),
    coders: named(
      coders,
      members,
      ({ id }) => id,
      ({ id, name }) => `${name} (${id})`,
    ),
    columns: chosenPlaces(columns, selection).flatMap((place) => columns[place] ?? []),
    allColumns: columns.length,
  };
}
