import type { JobStep } from '@koersvast/core/job';
import { codeOne } from './code-one.ts';
import { codeLetters, codersOf } from './coding.ts';
import { type Founded, foundDemo, type Played } from './found.ts';
import { composeLetters } from './letters.ts';
import { repeatDemo } from './repeat.ts';
import { demoSeed, readDemoSeed } from './seed.ts';
import { settleDemo } from './settle.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

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
    await repeatDemo(stage, played);
    const { project } = await owner.project.get({ projectId });
    return { projectId, name: project.name };
  } finally {
    await close();
  }
}
