import type { TagExample } from '@koersvast/core/codebook';

const place = /^([0-9a-f-]{36}):(\d{1,10})-(\d{1,10})$/;

/** Keeps what the notation itself uses: backslash, bar, line break, and white space at the sides. */
function escapePart(part: string): string {
  return part
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replace(/^\s|\s$/g, (space) => `\\${space}`);
}

/**
 * Examples as they stand in one cell: a line each, `quote | note | place`, the last two left out when they are
 * empty. The place is `document id:start-end` in UTF-16 code units.
 */
export function writeExamples(examples: readonly TagExample[]): string {
  return examples
    .map(({ quote, note, source }) => {
      const where = source === null ? '' : `${source.documentId}:${source.start}-${source.end}`;
      const parts = [escapePart(quote), escapePart(note), where];
      while (parts.length > 1 && parts.at(-1) === '') parts.pop();
      const line = parts.join(' | ');
      return line === '' ? '|' : line;
    })
    .join('\n');
}

/** Splits one line at its bars; escaped characters stand for themselves and are never trimmed. */
function partsOf(line: string): string[] {
  const parts: string[] = [];
  let part = '';
  let kept = 0;
  const close = () => {
    parts.push(part.slice(0, kept) + part.slice(kept).trimEnd());
    part = '';
    kept = 0;
  };
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '\\' && at + 1 < line.length) {
      at += 1;
      const escaped = line[at] ?? '';
      part += escaped === 'n' ? '\n' : escaped === 'r' ? '\r' : escaped;
      kept = part.length;
    } else if (character === '|') {
      close();
    } else if (part !== '' || character.trim() !== '') {
      part += character;
    }
  }
  close();
  return parts;
}

/** The reverse of `writeExamples`, lenient to what people write; null when a place cannot be read. */
export function readExamples(cell: string): TagExample[] | null {
  const examples: TagExample[] = [];
  for (const line of cell.split(/\r\n|\n|\r/)) {
    if (line.trim() === '') continue;
    const [quote = '', note = '', where = ''] = partsOf(line);
    const match = place.exec(where);
    if (where !== '' && match === null) return null;
    const [, documentId, start, end] = match ?? [];
    examples.push({
      quote,
      note,
      source: documentId === undefined ? null : { documentId, start: Number(start), end: Number(end) },
    });
  }
  return examples;
}
