import { verdictOn } from '@koersvast/agreement';
import type { AgreementInterval, AgreementVerdict } from '@koersvast/contracts';

/** How far a value may be leaned on, by the lower end of its interval. */
export function verdictOf(
  { value, reason: code, low }: Pick<AgreementInterval, 'value' | 'reason' | 'low'>,
  spans: number,
  documents: number,
): AgreementVerdict {
  const { word, reason } = verdictOn({ value, code, low, spans, documents });
  return { word, reason };
}
