import type { MeasureName } from './measure.ts';

/** What stands in a field of the two files. */
export type Field = string | number | null;

/** The columns of `agreement.csv`, in this order. New ones come at the end. */
export const agreementColumns = [
  'measure',
  'scope',
  'tag',
  'value',
  'low',
  'high',
  'n',
  'settings',
  'seed',
  'engine',
  'reason',
  'coder',
  'archived',
] as const;

/** What a figure speaks of: all tags of the selection, one tag, one tag with those below it, or one coder. */
export type Scope = 'all' | 'tag' | 'tag_with_children' | 'study' | 'coder';

/** A row of `agreement.csv`. */
export interface AgreementRow {
  readonly measure: MeasureName;
  readonly scope: Scope;
  /** The name of the tag, with those above it, as in the other files; empty for all. */
  readonly tag: string;
  /** Null where it is undefined, with the reason: never 0 or 1. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Spans that it rests on, over all coders; for what is no measure of agreement, null. */
  readonly n: number | null;
  readonly reason: string | null;
  /** Of whom it is, where it is of one coder. */
  readonly coder?: string;
  /** Whether the tag was put away since. */
  readonly archived?: boolean;
}

/** How figures were reckoned, the same for all rows. */
export interface AgreementSettings {
  readonly layers: 'first-pass' | 'current' | 'final';
  readonly confidence: number;
  readonly replicates: number;
  readonly seed: number;
  /** Name and version of the engine, and of the program. */
  readonly engine: string;
  readonly software: string;
}

/** The rows as records, in the order of the columns. */
export function agreementRecords(
  rows: readonly AgreementRow[],
  settings: AgreementSettings,
): readonly (readonly Field[])[] {
  const { layers, confidence, replicates, seed, engine, software } = settings;
  const said = `layers ${layers}, code points, ${100 * confidence} % interval over documents, ${replicates} replicates, ${software}`;
  return rows.map(({ measure, scope, tag, value, low, high, n, reason, coder = '', archived }) => [
    measure,
    scope,
    tag,
    value,
    low,
    high,
    n,
    said,
    seed,
    engine,
    reason,
    coder,
    archived ? 'yes' : '',
  ]);
}

/** The columns of `agreement_spans.csv`, in this order. New ones come at the end. */
export const agreementSpanColumns = [
  'document',
  'length',
  'coder',
  'tag',
  'start',
  'end',
  'repeat_of',
  'reading',
] as const;

/** What was measured of one document: the layers that counted, in code points. */
export interface MeasuredDocument {
  readonly document: string;
  readonly length: number;
  /**
   * For what one coder coded twice: the document, and which of both codings this is. Each has a name of its own in
   * `document`, with one coder, so that it counts for nothing between coders, whoever reads these columns or not.
   */
  readonly repeat?: { readonly of: string; readonly reading: 'first' | 'again' };
  readonly layers: readonly {
    readonly coder: string;
    readonly spans: readonly { readonly tag: string; readonly start: number; readonly end: number }[];
  }[];
}

/**
 * The records of `agreement_spans.csv`: a line for each span, and a line without a tag for each coder who finished a
 * document and marked nothing in it, for missing is not empty. Offsets count code points from 0, `end` is the first
 * that is no longer part.
 */
export function agreementSpanRecords(documents: readonly MeasuredDocument[]): readonly (readonly Field[])[] {
  return documents.flatMap(({ document, length, layers, repeat }) => {
    const again = [repeat?.of ?? null, repeat?.reading ?? null];
    return layers.flatMap(({ coder, spans }): (readonly Field[])[] =>
      spans.length === 0
        ? [[document, length, coder, null, null, null, ...again]]
        : spans.map(({ tag, start, end }) => [document, length, coder, tag, start, end, ...again]),
    );
  });
}
