import { randomUUIDv7 } from 'node:crypto';
import { emptyTagContent, linkInput } from '@koersvast/contracts';
import { outsideTransaction } from '@koersvast/db';
import type { SignedInPerson } from '../context.ts';
import { castPerson, demoCast } from './cast.ts';
import type { Coded, Mark } from './coding.ts';
import type { DemoLetter } from './letters.ts';
import type { CodebookSeed, DemoTag } from './seed.ts';
import type { Hand, Stage } from './stage.ts';

export interface Actor {
  readonly memberId: string;
  readonly person: SignedInPerson;
  readonly hand: Hand;
}

/** The project as it is before anything is coded. */
export interface Founded {
  readonly projectId: string;
  readonly owner: Hand;
  readonly tagIds: Readonly<Record<DemoTag, string>>;
  readonly documentIds: readonly string[];
  readonly coders: readonly Actor[];
  readonly reviewer: Actor;
}

/** What is coded, as the commands of the reviewer need it. */
export interface Played extends Founded {
  readonly roundId: string;
  readonly letters: readonly DemoLetter[];
  readonly coded: readonly Coded[];
  /** Every mark by the id of its annotation. */
  readonly marks: Map<string, Mark>;
}

const projectName = 'Voorbeeld: brieven van zes ministeries';

async function addTags(stage: Stage, owner: Hand, projectId: string, codebook: CodebookSeed) {
  const tagIds: Partial<Record<DemoTag, string>> = {};
  for (const { id: tag, parent, ...content } of codebook) {
    stage.pass(4);
    const id = stage.id(`tag ${tag}`);
    const parentId = parent === null ? null : (tagIds[parent] ?? null);
    await owner.tag.create({
      opId: stage.opId(),
      projectId,
      tag: { ...emptyTagContent, ...content, id, parentId },
    });
    tagIds[tag] = id;
  }
  return tagIds as Record<DemoTag, string>;
}

async function addLetters(stage: Stage, owner: Hand, projectId: string, letters: readonly DemoLetter[]) {
  const documentIds: string[] = [];
  for (const [at, letter] of letters.entries()) {
    stage.pass(1);
    const id = stage.id(`letter ${at}`);
    const { title, date, author, dossier, documentNumber } = letter;
    await owner.document.add({
      opId: stage.opId(),
      projectId,
      id,
      source: { kind: 'pasted', text: letter.text },
      encoding: null,
      metadata: {
        ...{ title, date, author, dossier, documentNumber },
        addressee: 'de voorzitter van de Tweede Kamer',
        sourceUrl: null,
        language: 'nl',
        licence: null,
        fields: { beleidsterrein: letter.field, soort: letter.kind, verzonnen: 'yes' },
      },
    });
    documentIds.push(id);
  }
  return documentIds;
}

/** Somebody joins by an invitation, or is a member since this was begun before. */
async function join(
  stage: Stage,
  owner: Hand,
  projectId: string,
  { key, name, role }: { readonly key: string; readonly name: string; readonly role: 'coder' | 'reviewer' },
): Promise<Actor> {
  stage.pass(3);
  const id = await castPerson(stage.db, { key, name }, { projectId, at: stage.now() });
  const person = { id, installationRole: 'member' } as const;
  const hand = stage.as(person);
  const invite = (invitationId: string, opId: string) =>
    owner.member.invite({ opId, projectId, id: invitationId, role, note: name });
  const first = await invite(stage.id(`invitation of ${key}`), stage.opId());
  const isMember = await outsideTransaction(stage.db).member.findFirst({
    where: { projectId, userId: id },
    select: { id: true },
  });
  if (!isMember) {
    // Begun again between an invitation and its use: its link was told once, so that another one is needed.
    const { path } = first.path === null ? await invite(randomUUIDv7(), randomUUIDv7()) : first;
    const { token } = linkInput.parse({ token: path?.split('/').at(-1) });
    await hand.member.join({ token, newcomer: null });
  }
  return { memberId: (await hand.project.get({ projectId })).me.id, person, hand };
}

/** Founds the project, with codebook, letters and people. */
export async function foundDemo(
  stage: Stage,
  { codebook, letters }: { readonly codebook: CodebookSeed; readonly letters: readonly DemoLetter[] },
): Promise<Founded> {
  const owner = stage.as(stage.owner);
  const projectId = stage.id('project');
  await owner.project.create({ opId: stage.opId(), id: projectId, name: projectName, language: 'nl' });
  stage.pass(10);
  await owner.project.edit({
    opId: stage.opId(),
    projectId,
    version: 1,
    change: {
      documentFields: [
        {
          name: 'beleidsterrein',
          kind: 'choice',
          values: [...new Set(letters.map(({ field }) => field))],
        },
        { name: 'soort', kind: 'choice', values: [...new Set(letters.map(({ kind }) => kind))] },
        { name: 'verzonnen', kind: 'yes_no', values: [] },
      ],
    },
  });
  const tagIds = await addTags(stage, owner, projectId, codebook);
  const documentIds = await addLetters(stage, owner, projectId, letters);
  const coders: Actor[] = [];
  for (const coder of demoCast.coders)
    coders.push(await join(stage, owner, projectId, { ...coder, role: 'coder' }));
  const reviewer = await join(stage, owner, projectId, { ...demoCast.reviewer, role: 'reviewer' });
  return { projectId, owner, tagIds, documentIds, coders, reviewer };
}
