import { agreementSpanRecords, type MeasuredDocument } from '@koersvast/core/agreement';
import { type CsvPreset, csvWriter } from '@koersvast/formats';
import { comparedIn, type PlaceWork, readPlace, type TagLabels } from './engine-input.ts';
import { changed, ofChosen } from './tally.ts';

/* `agreement_spans.csv`: what the engine was given, and nothing else. Pure, and done in a worker. */

export interface SpansQuestion {
  readonly places: readonly PlaceWork[];
  /** What each tag is called in the file, and those that are chosen by these names. */
  readonly labels: TagLabels;
  readonly chosen: readonly string[] | null;
  readonly coders: Readonly<Record<string, string>>;
  /** What each place is called, in the order of the places. */
  readonly names: readonly string[];
  readonly preset: CsvPreset;
}

/** The records of some places as CSV, without a header. */
export function writeSpans({ places, labels, chosen, coders, names, preset }: SpansQuestion): string {
  const writer = csvWriter(preset);
  let text = '';
  for (const [at, work] of places.entries()) {
    const compared = comparedIn(changed(readPlace(work, labels), ofChosen({ chosen })));
    const name = names[at] ?? '';
    const measured = compared.map(({ length, layers }): MeasuredDocument => {
      const called = (coder: string) => coders[coder] ?? coder;
      const [first] = layers;
      return {
        // With the final layer each coder is compared for themself, as in a document of their own.
        document: work.final === null ? name : `${name} / ${called(first?.coder ?? '')}`,
        length,
        layers: layers.map(({ coder, annotations }) => ({ coder: called(coder), spans: annotations })),
      };
    });
    for (const record of agreementSpanRecords(measured)) text += writer.record(record);
  }
  return text;
}
