import type { JobStep } from '@koersvast/core/job';
import { plainBlocks } from '@koersvast/core/text';
import { type Coded, codeLetters, codersOf, type Mark } from './coding.ts';
import { type Founded, foundDemo, type Played } from './found.ts';
import { composeLetters } from './letters.ts';
import { demoSeed, readDemoSeed } from './seed.ts';
import { settleDemo } from './settle.ts';
import { type Hand, openStage, type Stage, type StageOptions } from './stage.ts';

/** Every third letter has a paragraph of which its coders say that no tag applies; where none does at all, each has. */
const isRead = (letter: number, marks: readonly Mark[]) => marks.length === 0 || letter % 3 === 0;

async function openRound(stage: Stage, { owner, projectId, documentIds, coders }: Founded): Promise<string> {
  stage.pass(60);
  const roundId = stage.id('round');
  const chosen = documentIds.flatMap((documentId, at) =>
    codersOf(at).map((coder) => ({ documentId, memberId: coders[coder]?.memberId ?? '' })),
  );
  await owner.round.create({
    opId: stage.opId(),
    projectId,
    id: roundId,
    name: 'Blind gecodeerd',
    blind: true,
    documentIds: [...documentIds],
    assignments: { kind: 'chosen', chosen },
    told: { stage: 'pilot', sampling: 'verzonnen voor dit voorbeeld' },
  });
  return roundId;
}

/** The paragraphs in which nothing is marked, by the numbers of their blocks. */
function unmarked(text: string, marks: readonly Mark[]): number[] {
  return plainBlocks(text).flatMap((block, at) =>
    block.kind === 'paragraph' && !marks.some((mark) => mark.start < block.end && block.start < mark.end)
      ? [at + 1]
      : [],
  );
}

async function codeOne(
  stage: Stage,
  hand: Hand,
  { projectId, documentIds, tagIds, roundId, letters, marks: all }: Played,
  { letter, coder, marks }: Coded,
): Promise<void> {
  const text = letters[letter]?.text ?? '';
  const place = { projectId, documentId: documentIds[letter] ?? '', roundId };
  for (const [at, mark] of marks.entries()) {
    stage.pass(3);
    const { start, end, tag, memo, certainty } = mark;
    const id = stage.id(`mark ${letter} ${coder} ${at}`);
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
        id: stage.id(`reading ${letter} ${coder} ${block}`),
        block,
        madeAt: stage.now().toISOString(),
      },
    });
  }
  stage.pass(2);
  await hand.assignment.setState({ opId: stage.opId(), ...place, state: 'done' });
}

export interface PlayOptions extends StageOptions {
  /** How many letters; all unless told otherwise. */
  readonly letters?: number | undefined;
  progress?(step: JobStep, done: number, total: number): void;
}

/** Adds the example for its owner, by the commands of all who take part; its project and its name. */
export async function playDemo({
  letters: count,
  progress = () => undefined,
  ...options
}: PlayOptions): Promise<{ projectId: string; name: string }> {
  const { letters: seed, codebook } = await readDemoSeed();
  const letters = composeLetters(seed, demoSeed).slice(0, count);
  const coded = codeLetters(letters, demoSeed);
  const { stage, close } = openStage(options);
  try {
    progress('founding', 0, 0);
    const founded = await foundDemo(stage, { codebook, letters });
    const { projectId, owner } = founded;
    const roundId = await openRound(stage, founded);
    const played: Played = { ...founded, roundId, letters, coded, marks: new Map() };
    let done = 0;
    // Coders work at the same time, each of them letter after letter.
    const runs = founded.coders.map(async ({ person }, coder) => {
      const own = stage.beside(`coder ${coder}`);
      const hand = own.as(person);
      for (const each of coded.filter((one) => one.coder === coder)) {
        progress('coding', done++, coded.length);
        await codeOne(own, hand, played, each);
        own.pass(360);
      }
      return own.now();
    });
    const ended = await Promise.all(runs);
    const last = Math.max(...ended.map((at) => at.getTime()));
    stage.pass((last - stage.now().getTime()) / 60_000);
    stage.pass(600);
    await owner.round.reveal({ opId: stage.opId(), projectId, roundId, version: 1 });
    await settleDemo(stage, played, (settled, total) => progress('reviewing', settled, total));
    const { project } = await owner.project.get({ projectId });
    return { projectId, name: project.name };
  } finally {
    await close();
  }
}
