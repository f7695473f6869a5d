import { plainBlocks } from '@koersvast/core/text';
import type { Coded, Mark } from './coding.ts';
import type { Played } from './found.ts';
import type { Hand, Stage } from './stage.ts';

/** Every third letter has a paragraph of which its coders say that no tag applies; where none does at all, each has. */
const isRead = (letter: number, marks: readonly Mark[]) => marks.length === 0 || letter % 3 === 0;

/** The paragraphs in which nothing is marked, by the numbers of their blocks. */
function unmarked(text: string, marks: readonly Mark[]): number[] {
  return plainBlocks(text).flatMap((block, at) =>
    block.kind === 'paragraph' && !marks.some((mark) => mark.start < block.end && block.start < mark.end)
      ? [at + 1]
      : [],
  );
}

/** One coder codes one letter, and says that they are done. */
export async function codeOne(
  stage: Stage,
  hand: Hand,
  { projectId, documentIds, tagIds, roundId, letters, marks: all }: Played,
  { letter, coder, marks }: Coded,
  /** Sets the names of what is made apart from those of another time. */
  time = '',
): Promise<void> {
  const text = letters[letter]?.text ?? '';
  const place = { projectId, documentId: documentIds[letter] ?? '', roundId };
  for (const [at, mark] of marks.entries()) {
    stage.pass(3);
    const { start, end, tag, memo, certainty } = mark;
    const id = stage.id(`mark ${time}${letter} ${coder} ${at}`);
    const quote = text.slice(start, end);
    const madeAt = stage.now().toISOString();
    await hand.annotation.create({
      opId: stage.opId(),
      ...place,
      annotation: { id, tagId: tagIds[tag], start, end, quote, memo, certainty, madeAt },
    });
    all.set(id, mark);
  }
  const read = unmarked(text, marks);
  for (const block of isRead(letter, marks) ? read.slice(0, marks.length === 0 ? read.length : 1) : []) {
    stage.pass(1);
    await hand.reading.create({
      opId: stage.opId(),
      ...place,
      reading: {
        id: stage.id(`reading ${time}${letter} ${coder} ${block}`),
        block,
        madeAt: stage.now().toISOString(),
      },
    });
  }
  stage.pass(2);
  await hand.assignment.setState({ opId: stage.opId(), ...place, state: 'done' });
}
