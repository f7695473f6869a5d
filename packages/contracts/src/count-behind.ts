import type { CountSelection, CountTable } from './count.ts';
import type { PassageSelection } from './passage.ts';

/** What is behind a mark of a chart, beside all that is counted: of which tag, documents, coder, round, or part of a text. */
export interface Behind {
  readonly tagId: string;
  readonly condition?: readonly string[] | null;
  readonly coderId?: string;
  readonly roundId?: string;
  readonly documentId?: string;
  /** In code units. */
  readonly part?: readonly [start: number, end: number];
  /** Characters of the passages themselves, and at most where that is not null. */
  readonly length?: readonly [least: number, most: number | null];
  readonly with?: PassageSelection['with'];
}

/** What is behind a cell of a table; null where it cannot be said in conditions. `documentId`: of which text the parts are. */
export function behindColumn(
  tagId: string,
  { kind, values, condition }: Pick<CountTable['columns'][number], 'kind' | 'values' | 'condition'>,
  documentId?: string,
): Behind | null {
  const [first = '', second, third] = values;
  switch (kind) {
    case 'coder':
      return first === 'final' ? { tagId } : { tagId, coderId: first };
    case 'round':
      return { tagId, roundId: first };
    case 'length':
      return { tagId, length: [Number(first), second === undefined ? null : Number(second)] };
    case 'paragraph':
      return {
        tagId,
        ...(documentId !== undefined && { documentId }),
        ...(second !== undefined && third !== undefined && { part: [Number(second), Number(third)] }),
      };
    default:
      return condition === null ? null : { tagId, condition };
  }
}

const workOf = ({ layers, unfinished, onlyIndependent }: CountSelection) => {
  if (layers === 'current' && unfinished) return 'any';
  return layers === 'first-pass' && onlyIndependent ? 'independent' : 'finished';
};

/** Which passages a mark counts: those of the very work that the chart counts. */
export function passagesBehind(selection: CountSelection, behind: Behind): PassageSelection {
  const { roundId, layers, documents, coderIds, withChildren } = selection;
  const round = behind.roundId ?? roundId;
  const coders = layers === 'final' ? null : behind.coderId === undefined ? coderIds : [behind.coderId];
  const conditions = [
    ...(documents.kind === 'all' ? [] : (documents.conditions ?? [])),
    ...(behind.condition ? [[...behind.condition]] : []),
  ];
  const given = {
    tags: [behind.tagId],
    only: withChildren ? undefined : (true as const),
    layer: layers,
    work: workOf(selection),
    roundIds: round === null ? undefined : [round],
    coders: coders ?? undefined,
    set: documents.kind === 'set' ? documents.setId : undefined,
    where: conditions.length === 0 ? undefined : conditions,
    documents: behind.documentId === undefined ? undefined : [behind.documentId],
    part: behind.part && ([...behind.part] satisfies [number, number]),
    length: behind.length && ([...behind.length] satisfies [number, number | null]),
    with: behind.with,
  };
  // What is not said is left out, so that one question has one form.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
