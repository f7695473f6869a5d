import type { CountBy, CountTable } from '@koersvast/contracts';
import { type CountColumns, datePeriods, groupDocuments } from '@koersvast/core/count';
import { ruleOf } from '@koersvast/core/document-rule';
import type { ChosenWork, CountedStudy } from './choose.ts';

type Column = Omit<CountTable['columns'][number], 'base' | 'waiting'>;

/** What stands beside each other, and where each document and each piece of work belongs. */
export interface Laid {
  readonly by: CountColumns;
  readonly columns: readonly Column[];
  /** Null for what belongs in none. */
  columnOf(work: ChosenWork): number | null;
  /** Of each chosen document; null where columns are not of documents. */
  readonly ofDocument: ReadonlyMap<string, number | null> | null;
  readonly undated: number;
}

/** At least so many characters a span has, in each column of lengths; each but the last is to the next. */
const lengthEdges = [1, 10, 20, 40, 80, 160, 320, 640, 1280] as const;

const ofWork = (columns: readonly Column[]): CountColumns => ({ kind: 'work', columns: columns.length });

function ofDocuments(
  { documents }: CountedStudy,
  columns: readonly Column[],
  places: readonly (number | null)[],
): Laid {
  const ofDocument = new Map(documents.map(({ id }, at) => [id, places[at] ?? null]));
  const standing = documents.flatMap(({ replaced }, at) => (replaced ? [] : [places[at] ?? null]));
  return {
    ...{ by: ofWork(columns), columns, ofDocument },
    columnOf: ({ documentId }) => ofDocument.get(documentId) ?? null,
    undated: standing.filter((place) => place === null).length,
  };
}

/** Columns of which each is one of some ids, in the order in which they are met. */
function ofIds(kind: 'coder' | 'round', ids: readonly string[], idOf: (work: ChosenWork) => string): Laid {
  const places = new Map(ids.map((id, at) => [id, at]));
  const columns = ids.map((id) => ({ key: id, kind, values: [id], condition: null }));
  return {
    ...{ by: ofWork(columns), columns, ofDocument: null, undated: 0 },
    columnOf: (work) => places.get(idOf(work)) ?? null,
  };
}

/** The paragraphs of a text: start and end in code points and in code units, and how many words each has. */
export interface PartsOfText {
  readonly places: readonly number[];
  readonly units: readonly number[];
  readonly words: readonly number[] | null;
}

/** Lays out the columns of a table; those of paragraphs by where these stand in their text. */
export function layColumns(study: CountedStudy, by: CountBy, parts: PartsOfText | null): Laid {
  const { documents, works, rounds, fields } = study;
  switch (by.kind) {
    case 'field': {
      const { groups, of } = groupDocuments(documents, by.column, fields);
      const columns = groups.map(({ key, kind, values, condition }) => ({
        ...{ key, kind, values: [...values] },
        condition: condition === null ? null : [...(ruleOf([condition])[0] ?? [])],
      }));
      return ofDocuments(study, columns, of);
    }
    case 'time': {
      const dates = documents.map(({ date }) => date);
      const { periods, of } = datePeriods(dates, by.period);
      const columns = periods.map((period) => ({
        ...{ key: period, kind: by.period, values: [period] },
        condition: ['date', 'range', period, period],
      }));
      return ofDocuments(study, columns, of);
    }
    case 'coder': {
      const ids = [...new Set(works.map(({ coderId }) => coderId ?? 'final'))].sort();
      return ofIds('coder', ids, ({ coderId }) => coderId ?? 'final');
    }
    case 'round': {
      const ids = rounds.map(({ id }) => id);
      return ofIds('round', ids, ({ roundId }) => roundId);
    }
    case 'length': {
      const columns = lengthEdges.map((edge, at): Column => {
        const next = lengthEdges[at + 1];
        const ends = next === undefined ? [String(edge)] : [String(edge), String(next - 1)];
        return { key: String(edge), kind: 'length', values: ends, condition: null };
      });
      return {
        ...{ by: { kind: 'length', edges: lengthEdges }, columns, ofDocument: null, undated: 0 },
        columnOf: () => 0,
      };
    }
    case 'paragraph': {
      const { places, units, words } = parts ?? { places: [], units: [], words: null };
      const columns = Array.from({ length: places.length / 2 }, (_, at): Column => {
        const number = String(at + 1);
        const ends = [units[2 * at], units[2 * at + 1]].map(String);
        return { key: number, kind: 'paragraph', values: [number, ...ends], condition: null };
      });
      return {
        ...{ by: { kind: 'part', parts: places, words }, columns, ofDocument: null, undated: 0 },
        columnOf: () => 0,
      };
    }
  }
}
