/**
 * Studies from a process that is known: passages in documents, and coders who miss some of them, mark what is
 * none, begin and end elsewhere, and take one tag for another. Documents differ in length, density and
 * difficulty, so that spans of one document are not independent. The large-population value of a measure is what
 * it tends to with the number of documents.
 */
import { type Annotation, type CodedDocument, readDocument } from '../src/index.ts';
import { seededRandom } from '../src/random.ts';

export interface Habits {
  /** Share of passages missed, of passages given another tag, and of spans marked where there is no passage. */
  readonly misses: number;
  readonly confuses: number;
  readonly invents: number;
  /** Largest shift of a boundary, in characters. */
  readonly shifts: number;
}

interface Process {
  readonly tags: readonly string[];
  /** Passages a document has on average. */
  readonly passages: number;
  /** Characters a document has on average. */
  readonly length: number;
  readonly coders: Readonly<Record<string, Habits>>;
  /** How much more difficult (0 to 1) documents are than others, which raises all faults alike. */
  readonly spread: number;
}

const steady: Habits = { misses: 0.12, confuses: 0.06, invents: 0.06, shifts: 12 };

export const threeCoders: Process = {
  tags: ['aid', 'sanction', 'trade', 'visit'],
  passages: 14,
  length: 4000,
  coders: { ann: steady, bob: steady, cem: steady },
  spread: 0.6,
};

/** Whole and broken numbers from a seed. */
function chance(seed: number) {
  const random = seededRandom(seed);
  const share = () => random.below(2 ** 30) / 2 ** 30;
  return {
    share,
    below: (bound: number) => random.below(bound),
    happens: (probability: number) => share() < probability,
    between: (low: number, high: number) => low + Math.floor(share() * (high - low + 1)),
  };
}

/** A document of the process; `habitsOf` may change a coder's habits from document to document. */
function simulate(
  process: Process,
  random: ReturnType<typeof chance>,
  id: string,
  habitsOf: (coder: string, habits: Habits) => Habits = (_, habits) => habits,
): CodedDocument {
  const length = Math.round(process.length * (0.4 + 1.2 * random.share()));
  const density = 0.5 + random.share();
  const difficulty = 1 - process.spread + 2 * process.spread * random.share();
  const count = Math.max(1, Math.round((process.passages * density * length) / process.length));
  const room = Math.floor(length / count);
  const tagOf = () => process.tags[Math.floor(random.share() ** 1.5 * process.tags.length)] ?? '';
  const passages = Array.from({ length: count }, (_, i) => {
    const start = i * room + random.between(0, Math.floor(room / 2));
    return { start, end: start + random.between(20, Math.max(21, Math.floor(room * 0.6))), tag: tagOf() };
  });
  const layers = Object.entries(process.coders).map(([coder, usual]) => {
    const habits = habitsOf(coder, usual);
    const often = (probability: number) => random.happens(Math.min(0.95, probability * difficulty));
    const shift = () => random.between(-habits.shifts, habits.shifts);
    const annotations = passages.flatMap((passage): Annotation[] => {
      const marks: Annotation[] = [];
      if (!often(habits.misses)) {
        const start = Math.max(0, passage.start + (often(0.5) ? shift() : 0));
        const end = Math.min(length, Math.max(start + 1, passage.end + (often(0.5) ? shift() : 0)));
        if (start < length) marks.push({ start, end, tag: often(habits.confuses) ? tagOf() : passage.tag });
      }
      if (often(habits.invents)) {
        const start = random.between(0, length - 60);
        marks.push({ start, end: start + random.between(15, 60), tag: tagOf() });
      }
      return marks;
    });
    return { coder, annotations };
  });
  return readDocument({ id, length, layers, duplicates: 'keep-one' });
}

export function simulateStudy(
  process: Process,
  documents: number,
  seed: number,
  habitsOf: (coder: string, habits: Habits, document: number) => Habits = (_, habits) => habits,
): readonly CodedDocument[] {
  const random = chance(seed);
  return Array.from({ length: documents }, (_, at) =>
    simulate(process, random, `document ${at + 1}`, (coder, habits) => habitsOf(coder, habits, at)),
  );
}
