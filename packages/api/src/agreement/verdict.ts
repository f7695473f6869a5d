import type { AgreementInterval, AgreementVerdict } from '@koersvast/contracts';

/** Krippendorff's .800 and .667; fewer spans or documents tell nothing. */
const rules = { reliable: 0.8, tentative: 0.667, fewestSpans: 10, fewestDocuments: 5 } as const;

/** How far a value may be leaned on, by the lower end of its interval. */
export function verdictOf(
  { value, low }: Pick<AgreementInterval, 'value' | 'low'>,
  spans: number,
  documents: number,
): AgreementVerdict {
  const without = (reason: NonNullable<AgreementVerdict['reason']>) =>
    ({ word: 'cannot-tell', reason }) as const;
  if (value === null) return without('undefined');
  if (spans < rules.fewestSpans) return without('few-spans');
  if (documents < rules.fewestDocuments) return without('few-documents');
  if (low === null) return without('no-interval');
  if (low >= rules.reliable) return { word: 'reliable', reason: null };
  return { word: low >= rules.tentative ? 'tentative' : 'unreliable', reason: null };
}
