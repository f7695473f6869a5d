import type { Chord } from '../lib/chord.ts';
import { partsOf } from '../lib/chord.ts';

/** A chord as keys. */
export function Keys({ chord }: { readonly chord: Chord }) {
  const parts = partsOf(chord);
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {parts.map((part, at) => (
        <span key={part}>
          {at > 0 && ' '}
          <kbd>{part}</kbd>
        </span>
      ))}
    </span>
  );
}
