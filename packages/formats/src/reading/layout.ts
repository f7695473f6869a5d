import type { PlaceOnPage, ReadDocument } from '../reader.ts';
import type { ReadFile } from '../readers.ts';

/** Words of a letter with what differs from one letter to the next left out: numbers, months, days of the week. */
export function masked(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(
      /\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|january|february|march|may|june|july|august|october|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/gu,
      '@',
    )
    .replace(/\d+/gu, '#')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Where lines begin, in steps of six points: of each column, as far as a fifth of the lines do. */
function columnsOf(places: readonly PlaceOnPage[]): number[] {
  const counts = new Map<number, number>();
  for (const { box } of places) {
    const left = Math.round(box[0] / 6);
    counts.set(left, (counts.get(left) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= places.length / 5)
    .map(([left]) => left)
    .sort((left, right) => left - right);
}

function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * A name that files of the same layout share, so that what a person says of one may be tried on the others: made with
 * the same margins and columns, or with the same heads and the same kinds of blocks at the beginning. Null for plain text,
 * which has none.
 */
export function layoutOf(read: ReadFile): string | null {
  const { format, places = [] } = read;
  if (format === 'text' || format === 'markdown') return null;
  if (format === 'pdf') return `pdf-${hashOf(pageLayout(read, places))}`;
  const kind = read.metadata.kind?.start === null ? read.metadata.kind.value : '';
  if (format === 'op-xml' || format === 'tei' || format === 'akoma-ntoso' || format === 'xml')
    return `${format}-${hashOf(kind)}`;
  const heads = [...new Set((read.margins ?? []).map(masked))].sort();
  const first = (read.blocks ?? []).slice(0, 4).map(({ kind: each, level }) => `${each}${level ?? ''}`);
  return `${format}-${hashOf([...heads, ...first].join('\n'))}`;
}

function pageLayout({ notices }: ReadDocument, places: readonly PlaceOnPage[]): string {
  const guessed = notices.some(({ code }) => code === 'order_guessed');
  const [first] = places
    .filter(({ page }) => page === 1)
    .toSorted((left, right) => left.box[1] - right.box[1]);
  return [
    guessed ? 'untagged' : 'tagged',
    ...columnsOf(places),
    'from',
    Math.round((first?.box[1] ?? 0) / 24),
    Math.round((first?.box[0] ?? 0) / 24),
  ].join(' ');
}
