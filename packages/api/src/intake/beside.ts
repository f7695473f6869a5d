import type { IntakeSource } from '@koersvast/contracts';
import { limits } from '@koersvast/core/limit';

const most = limits.besideMegabytes * 1_000_000;

/**
 * What one item keeps beside its text, in the order in which it was found, as far as that may be: all of it is stored
 * with the document, in one go. What would be too much is none of the item; smaller files after it still may be.
 */
export function keptBeside(sources: readonly IntakeSource[]): {
  readonly kept: readonly IntakeSource[];
  readonly over: readonly IntakeSource[];
} {
  let bytes = 0;
  const kept: IntakeSource[] = [];
  const over: IntakeSource[] = [];
  for (const source of sources) {
    const counts = source.role === 'attached' || source.role === 'details';
    if (counts && bytes + source.size > most) over.push(source);
    else {
      kept.push(source);
      bytes += counts ? source.size : 0;
    }
  }
  return { kept, over };
}
