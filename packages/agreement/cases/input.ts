import {
  type Annotation,
  type Category,
  type CodedDocument,
  type Coding,
  type CodingTally,
  codingOf,
  type PairTable,
  readCoding,
  readDocument,
  readTable,
  type Span,
  tallyCoding,
  tallyPair,
} from '@koersvast/agreement';

export type Fields = Readonly<Record<string, unknown>>;

/** Refuses anything but an object with named fields. */
export function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${name} must be an object`);
  }
  return value as Fields;
}

export function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${name} must be a list`);
  return value;
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new Error(`${name} must be text or a number`);
}

// What the package's own readers check, is left to them: they check at run time whatever the types say.
const unchecked = <T>(value: unknown): T => value as T;

/** Coding data of any number of coders, with the table when there are two. */
export interface CodingCase {
  readonly coding: Coding | null;
  readonly tally: CodingTally;
  readonly table: PairTable | null;
}

/** Reads a matrix (coders x units) or a table of two coders. */
export function codingCase(input: Fields): CodingCase {
  if ('table' in input) {
    const table = readTable({ categories: unchecked(input.categories), table: unchecked(input.table) });
    return { coding: null, tally: codingOf(table), table };
  }
  const coding = codingFrom(input);
  const [first, second, ...others] = coding.coders;
  const isPair = first !== undefined && second !== undefined && others.length === 0;
  return { coding, tally: tallyCoding(coding), table: isPair ? tallyPair(coding, first, second) : null };
}

/** Reads a matrix; a table is written out unit by unit. */
export function codingFrom(input: Fields): Coding {
  const categories = input.categories ?? undefined;
  if (!('table' in input)) {
    return readCoding({
      values: unchecked(input.matrix),
      ...(categories && { categories: unchecked(categories) }),
    });
  }
  const table = readTable({ categories: unchecked(categories), table: unchecked(input.table) });
  const labels = table.scheme.labels;
  const rows: [Category[], Category[]] = [[], []];
  table.block('table').forEach((count, at) => {
    for (let i = 0; i < count; i++) {
      rows[0].push(labels[Math.floor(at / labels.length)] ?? '');
      rows[1].push(labels[at % labels.length] ?? '');
    }
  });
  return readCoding({ values: rows, categories: labels });
}

/** Reads one continuum or a list of documents. */
export function documentsFrom(input: Fields, duplicates: 'refuse' | 'keep-one'): readonly CodedDocument[] {
  if (!('documents' in input)) return [documentFrom(input, 'document', duplicates)];
  return listOf(input.documents, 'documents').map((document, i) =>
    documentFrom(fieldsOf(document, `document ${i + 1}`), `document ${i + 1}`, duplicates),
  );
}

/** Reads one continuum; without a length it ends with its last span. `begin` is the offset of its start. */
export function documentFrom(input: Fields, id: string, duplicates: 'refuse' | 'keep-one'): CodedDocument {
  const begin = input.begin ?? 0;
  if (typeof begin !== 'number') throw new Error('begin must be a number');
  const byCoder = new Map<string, Annotation[]>();
  for (const coder of listOf(input.coders, 'coders')) {
    const name = textOf(coder, 'a coder');
    if (byCoder.has(name)) throw new Error(`the coder ${name} is listed twice`);
    byCoder.set(name, []);
  }
  for (const item of listOf(input.spans, 'spans')) {
    const span = fieldsOf(item, 'a span');
    const coder = textOf(span.coder, 'the coder of a span');
    const annotations = byCoder.get(coder);
    if (annotations === undefined) throw new Error(`the coder ${coder} of a span is not among the coders`);
    annotations.push(annotationFrom([span.start, span.end, span.label], begin));
  }
  const layers = [...byCoder].map(([coder, annotations]) => ({ coder, annotations }));
  return readDocument({ id, layers, duplicates, length: lengthFrom(input, layers) });
}

/** Reads coders given as bare lists of [start, end, label]; they are named "1", "2", ... */
export function documentFromLists(
  lists: readonly unknown[],
  input: Fields,
  duplicates: 'refuse' | 'keep-one',
): CodedDocument {
  const layers = lists.map((list, i) => ({
    coder: String(i + 1),
    annotations: listOf(list, 'the spans of a coder').map((item) =>
      annotationFrom(listOf(item, 'a span'), 0),
    ),
  }));
  return readDocument({ layers, duplicates, length: lengthFrom(input, layers) });
}

export function spanFrom(value: unknown): Span {
  const [start, end] = listOf(value, 'a span');
  if (!Number.isFinite(start) || !Number.isFinite(end) || !((start as number) < (end as number))) {
    throw new Error(`[${start}, ${end}) is not a span`);
  }
  return { start: start as number, end: end as number };
}

function annotationFrom([start, end, label]: readonly unknown[], begin: number): Annotation {
  const move = (offset: unknown) => (typeof offset === 'number' ? offset - begin : unchecked<number>(offset));
  return { start: move(start), end: move(end), tag: textOf(label, 'the label of a span') };
}

function lengthFrom(input: Fields, layers: readonly { annotations: readonly Annotation[] }[]): number {
  const ends = layers.flatMap(({ annotations }) => annotations.map(({ end }) => end));
  return unchecked(input.length ?? ends.reduce((most, end) => Math.max(most, end), 0));
}
