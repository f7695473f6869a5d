import type { Block, Sentence } from '@koersvast/core/text';
import { segmentPlainText } from '@koersvast/core/text';
import type { Appearance, ViewAnnotation } from '../../src/index.ts';

export interface Sample {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
  readonly annotations: readonly ViewAnnotation[];
}

/** A small generator of even quality, so that every run has the same text. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words =
  'de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog naar door over uit tot kabinet minister brief Kamer druk samenwerking beleid Nederland Rusland Europese landen mensenrechten veiligheid maatregelen gesprek belangen onderzoek internationale economische houding selectieve betrekkingen overleg dialoog'.split(
    ' ',
  );

function paragraph(next: () => number): string {
  let text = '';
  const length = 350 + Math.floor(next() * 600);
  while (text.length < length) {
    const count = 8 + Math.floor(next() * 18);
    const sentence = Array.from({ length: count }, () => words[Math.floor(next() * words.length)]).join(' ');
    text += `${text === '' ? '' : ' '}${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
  }
  return text;
}

export function makeSample(characters: number, annotations: number): Sample {
  const next = random(20190322);
  const paragraphs: string[] = [];
  for (let length = 0; length < characters; length += 1) {
    const text = paragraph(next);
    paragraphs.push(text);
    length += text.length + 1;
  }
  const text = paragraphs.join('\n').slice(0, characters).trimEnd();
  return {
    text,
    ...segmentPlainText(text, 'nl'),
    annotations: makeAnnotations(text.length, annotations, next),
  };
}

/** Spans of 20 to 200 characters anywhere: most overlap others where they are dense, and many cross blocks. */
function makeAnnotations(length: number, count: number, next: () => number): ViewAnnotation[] {
  return Array.from({ length: count }, (_, at) => {
    const start = Math.floor(next() * (length - 201));
    return {
      id: `a${at}`,
      start,
      end: start + 20 + Math.floor(next() * 181),
      paint: Math.floor(next() * appearances.length),
      label: 'tag, coder',
    };
  });
}

const lines = ['solid', 'double', 'dotted', 'dashed', 'wavy', 'solid'] as const;

/** Twelve tags: six colours, each with two line styles. */
export const appearances: readonly Appearance[] = Array.from({ length: 12 }, (_, at) => ({
  colour: at % 6,
  line: lines[(at + (at < 6 ? 0 : 2)) % lines.length] ?? 'solid',
  key: 'psabcdefghij'.charAt(at),
}));
