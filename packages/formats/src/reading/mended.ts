import { countWhile } from '@koersvast/core/sorted';
import type { DroppedWords, MetadataValue, PlaceOnPage, ReadMetadata } from '../reader.ts';
import type { ComposedBlock, Note } from './compose.ts';
import { type LeftOut, type Part, type Placed, type Source, wordsOf } from './mend-source.ts';

/** Where a stretch of the source came to stand. */
interface Went {
  readonly from: number;
  readonly to: number;
  /** In the new text. */
  readonly start: number;
}

export interface MendedText {
  readonly text: string;
  readonly blocks: readonly ComposedBlock[];
  readonly notes: readonly Note[];
  readonly places: readonly PlaceOnPage[];
  readonly dropped: readonly DroppedWords[];
  metadata(of: ReadMetadata): ReadMetadata;
}

/** Writes the text of parts anew; all that stood at places of the source goes along. */
export function writeMended(
  source: Pick<Source, 'chars' | 'lines' | 'end'>,
  parts: readonly Placed[],
  leftOut: readonly LeftOut[],
): MendedText {
  const { chars } = source;
  const written: string[] = [];
  const went: Went[] = [];
  const blocks: ComposedBlock[] = [];
  const owners: Part[] = [];
  let length = 0;
  const write = (words: string) => {
    written.push(words);
    length += words.length;
  };
  for (const { part, gap } of parts) {
    write(gap);
    const start = length;
    for (const segment of part.segments) {
      if (!('put' in segment)) went.push({ ...segment, start: length });
      write('put' in segment ? segment.put : chars.slice(segment.from, segment.to));
    }
    blocks.push(blockOf(part, start, length));
    owners.push(part);
  }
  write(source.end);
  const places = new Places(went);
  const notes = blocks.flatMap((block, at): Note[] => {
    const note = owners[at]?.note ?? null;
    if (note === null) return [];
    const { start, end } = block;
    return [{ mark: note.mark, start, end, at: note.at === null ? null : places.after(note.at) }];
  });
  const text = written.join('');
  return {
    text,
    blocks,
    notes,
    places: source.lines
      .flatMap((line) => places.stretches(line))
      .sort((left, right) => left.start - right.start),
    dropped: leftOut.map((each) => droppedOf(each, chars, source.lines, places)),
    metadata: (of) => movedMetadata(of, chars, text, places),
  };
}

function blockOf({ kind, level, data }: Part, start: number, end: number): ComposedBlock {
  return {
    kind,
    ...(level === undefined ? {} : { level }),
    start,
    end,
    ...(data === undefined ? {} : { data }),
  };
}

class Places {
  /** In the order of the source. */
  readonly #went: readonly Went[];

  constructor(went: readonly Went[]) {
    this.#went = [...went].sort((left, right) => left.from - right.from);
  }

  /** The position of the last stretch that begins at `place` or before it; -1 when none does. */
  #last(place: number): number {
    return countWhile(this.#went.length, (at) => (this.#went[at]?.from ?? 0) <= place) - 1;
  }

  /** Where a place is that belongs to the letter before it: that of a note. Null where that letter is no more. */
  after(place: number): number | null {
    for (const one of [this.#went[this.#last(place - 1)], this.#went[this.#last(place)]]) {
      if (one !== undefined && one.from <= place && place <= one.to) return one.start + place - one.from;
    }
    return null;
  }

  /** Where the letter at a place is now. */
  of(place: number): number | null {
    const one = this.#went[this.#last(place)];
    return one === undefined || place >= one.to ? null : one.start + place - one.from;
  }

  /** Where the first letter is that stood at a place of the text or behind it and is still there. */
  next(place: number): number | null {
    return this.of(place) ?? this.#went[this.#last(place) + 1]?.start ?? null;
  }

  stretches(line: PlaceOnPage): PlaceOnPage[] {
    const found: PlaceOnPage[] = [];
    for (let at = Math.max(0, this.#last(line.start)); at < this.#went.length; at += 1) {
      const one = this.#went[at];
      if (one === undefined || one.from >= line.end) break;
      const from = Math.max(one.from, line.start);
      const to = Math.min(one.to, line.end);
      if (from < to)
        found.push({ ...line, start: one.start + from - one.from, end: one.start + to - one.from });
    }
    return found;
  }
}

function droppedOf(
  { part, why, page, box, at }: LeftOut,
  chars: string,
  lines: readonly PlaceOnPage[],
  places: Places,
): DroppedWords {
  const text = wordsOf(chars, part);
  const before = at === null ? null : places.next(at);
  if (why !== 'person') return { text, why, at: before, page, box };
  const own = linesWithin(part, lines);
  const [first] = own;
  const { kind, level, data } = blockOf(part, 0, 0);
  return {
    text,
    why,
    at: before,
    page: first?.page ?? page,
    box: first === undefined ? box : around(own.filter((line) => line.page === first.page)),
    was: {
      kind,
      ...(level === undefined ? {} : { level }),
      ...(data === undefined ? {} : { data }),
      mark: part.note?.mark ?? null,
      lines: own,
    },
  };
}

/** What holds all these lines of one page. */
function around(lines: readonly PlaceOnPage[]): PlaceOnPage['box'] {
  const side = (at: 0 | 1 | 2 | 3) => lines.map(({ box }) => box[at]);
  return [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))];
}

/** Where the words of a part stand on pages, by offsets in these words. */
function linesWithin({ segments }: Part, lines: readonly PlaceOnPage[]): PlaceOnPage[] {
  let length = 0;
  const went: Went[] = [];
  for (const segment of segments) {
    if ('put' in segment) length += segment.put.length;
    else {
      went.push({ ...segment, start: length });
      length += segment.to - segment.from;
    }
  }
  const places = new Places(went);
  return lines.flatMap((line) => places.stretches(line));
}

/** A passage that is whole still stands where its words do; of one that is not, the value stays without it. */
function movedMetadata(of: ReadMetadata, chars: string, text: string, places: Places): ReadMetadata {
  return Object.fromEntries(
    Object.entries(of).map(([key, found]: [string, MetadataValue]) => {
      const { start, end } = found;
      if (start === null || end === null) return [key, found];
      const from = places.of(start);
      const last = places.of(end - 1);
      const whole = from !== null && last !== null && text.slice(from, last + 1) === chars.slice(start, end);
      return [key, { ...found, start: whole ? from : null, end: whole ? last + 1 : null }];
    }),
  );
}
