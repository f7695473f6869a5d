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
  /** What each place was coded twice by, where they are repeats: two layers of one coder, as if they were two. */
  readonly repeatsBy?: readonly string[];
}

/** The records of some places as CSV, without a header. */
export function writeSpans(question: SpansQuestion): string {
  const { places, labels, chosen, coders, names, preset, repeatsBy } = question;
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
    const by = repeatsBy?.[at];
    const written = by === undefined ? measured : measured.flatMap((each) => takenApart(each, by));
    for (const record of agreementSpanRecords(written)) text += writer.record(record);
  }
  return text;
}

/** Both codings of one coder, each as a document of its own. */
function takenApart({ document, length, layers }: MeasuredDocument, by: string): MeasuredDocument[] {
  return layers.flatMap(({ coder: reading, spans }) =>
    reading !== 'first' && reading !== 'again'
      ? []
      : [
          {
            document: `${document} / ${by} / ${reading}`,
            length,
            layers: [{ coder: by, spans }],
            repeat: { of: document, reading },
          },
        ],
  );
}
