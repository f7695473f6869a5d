import type { CodebookRole, TagExample, TagStep } from '@koersvast/core/codebook';
import { cleanName } from '@koersvast/core/person';
import { readExamples } from '../table/example-lines.ts';

/** One row of a file that is read in. What the file has no column for is absent and stays as it is. */
export interface CodebookEntry {
  readonly line: number;
  readonly name: string;
  readonly id?: string | undefined;
  /** The names above it, where a path says so: all of them, none of them at the top. */
  readonly above?: readonly TagStep[] | undefined;
  /** What the file calls the tag above it: its name, its path or its number; null for none. */
  readonly parent?: string | null | undefined;
  /** The number under which other programs know it. */
  readonly code?: string | undefined;
  readonly nl?: string | null | undefined;
  readonly en?: string | null | undefined;
  readonly key?: string | null | undefined;
  /** From 0. */
  readonly appearance?: number | null | undefined;
  readonly definition?: string | undefined;
  readonly whenToUse?: string | undefined;
  readonly whenNot?: string | undefined;
  readonly examples?: readonly TagExample[] | undefined;
  readonly counterExamples?: readonly TagExample[] | undefined;
  readonly archived?: boolean | undefined;
}

/** Thrown for a cell that cannot be what its column is taken for. */
export class CellNotValid extends Error {
  readonly role: CodebookRole;

  constructor(role: CodebookRole) {
    super(role);
    this.name = 'CellNotValid';
    this.role = role;
  }
}

const yes = ['yes', 'ja', 'true', 'waar', 'wahr', '1', 'x'];
const no = ['no', 'nee', 'nein', 'false', 'onwaar', 'falsch', '0'];

/** The name in a cell. Far beyond the length of any name the rest is not looked at; it is told as too long. */
export function nameIn(cell: string): string {
  return cleanName(cell.slice(0, 1_000));
}

/** What the cells of a row say, whatever place and name it has. Throws `CellNotValid`. */
export function parseCells(cells: ReadonlyMap<CodebookRole, string>): Omit<CodebookEntry, 'line' | 'name'> {
  const fail = (role: CodebookRole): never => {
    throw new CellNotValid(role);
  };
  const optional = (role: CodebookRole) => {
    const value = cells.get(role)?.trim();
    return value === undefined ? undefined : value === '' ? null : value;
  };
  const examplesOf = (role: CodebookRole) => {
    const cell = cells.get(role);
    return cell === undefined ? undefined : (readExamples(cell) ?? fail(role));
  };
  const name = (role: CodebookRole) => {
    const value = cells.get(role);
    return value === undefined ? undefined : nameIn(value) || null;
  };
  const place = optional('appearance');
  if (typeof place === 'string' && !/^[1-9]\d{0,4}$/.test(place)) fail('appearance');
  const archived = optional('archived')?.toLowerCase() ?? optional('archived');
  if (typeof archived === 'string' && !yes.includes(archived) && !no.includes(archived)) fail('archived');
  const id = optional('tag_id')?.toLowerCase();
  if (id !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) fail('tag_id');
  return {
    id,
    code: optional('code') ?? undefined,
    parent: name('parent'),
    nl: name('tag_nl'),
    en: name('tag_en'),
    key: optional('key')?.toLowerCase() ?? optional('key'),
    appearance: typeof place === 'string' ? Number(place) - 1 : place,
    definition: cells.get('definition'),
    whenToUse: cells.get('when_to_use'),
    whenNot: cells.get('when_not'),
    examples: examplesOf('examples'),
    counterExamples: examplesOf('counter_examples'),
    archived: archived === undefined ? undefined : archived !== null && yes.includes(archived),
  };
}
