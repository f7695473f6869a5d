import { codeOne } from './code-one.ts';
import { codeLetters, driftingCoder } from './coding.ts';
import type { Played } from './found.ts';
import { demoSeed } from './seed.ts';
import type { Stage } from './stage.ts';

/** So many letters are coded again, so many days after all was done. */
const perCoder = 4;
const days = 7;
/** Who codes again: one who stays as they are, and the one who changes. */
const again = [0, driftingCoder];

/**
 * Some days later two coders code some of their letters again, blind for what they had coded. Each has a round of their
 * own, in which nobody is compared with anybody else, and no letter is to be settled once more.
 */
export async function repeatDemo(stage: Stage, played: Played): Promise<void> {
  const { projectId, owner, coders, documentIds, letters } = played;
  stage.pass(days * 24 * 60);
  // Other draws of the same habits.
  const coded = codeLetters(letters, demoSeed + 1);
  for (const coder of again) {
    const { memberId = '', person } = coders[coder] ?? {};
    if (person === undefined) continue;
    const roundId = stage.id(`round of repeats ${coder}`);
    const repeats = { memberIds: [memberId], perCoder, days, seed: demoSeed };
    const [drawn] = (await owner.round.planRepeats({ projectId, repeats })).coders;
    await owner.round.create({
      opId: stage.opId(),
      projectId,
      id: roundId,
      name: `Nog eens, ${coder + 1}`,
      blind: true,
      documentIds: [],
      assignments: { kind: 'repeats', repeats },
    });
    for (const each of coded) {
      const isGiven = drawn?.drawnDocumentIds.includes(documentIds[each.letter] ?? '');
      if (each.coder !== coder || isGiven !== true) continue;
      await codeOne(stage, stage.as(person), { ...played, roundId }, each, 'again ');
      stage.pass(60);
    }
    await owner.round.reveal({ opId: stage.opId(), projectId, roundId, version: 1 });
  }
}
