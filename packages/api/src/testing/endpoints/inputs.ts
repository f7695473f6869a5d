import { randomUUIDv7 } from 'node:crypto';
import { unknownMetadata } from '@koersvast/contracts';
import type { Scene } from '../scene.ts';

export const opId = () => randomUUIDv7();
export const linkToken = 'x'.repeat(43);
export const ofProject = ({ place }: Scene) => ({ projectId: place.projectId });
export const ofDocument = ({ place }: Scene) => ({
  projectId: place.projectId,
  documentId: place.documentId,
});
export const ofRound = ({ place }: Scene) => ({ projectId: place.projectId, roundId: place.roundId });
export const preferences = { language: null, theme: 'auto' as const, keys: {}, singleKeys: true };
export const password = 'a rather long password';

export const metadata = {
  title: 'Another letter',
  ...unknownMetadata,
  language: 'nl',
};
export const pasted = { kind: 'pasted' as const, text: 'Een brief.\n\nMet twee alinea’s.' };

export async function projectVersion({ api, place }: Scene): Promise<number> {
  const { rows } = await api.db.pool.query<{ version: number }>('SELECT version FROM project WHERE id = $1', [
    place.projectId,
  ]);
  return rows[0]?.version ?? 1;
}

/** The letter of the scene as it is now. */
export async function documentAt({ api, document }: Scene) {
  const { rows } = await api.db.pool.query<{ version: number }>(
    'SELECT version FROM document WHERE id = $1',
    [document.id],
  );
  return { documentId: document.id, version: rows[0]?.version ?? 1 };
}

export async function tagVersion({ api }: Scene, tagId: string): Promise<number> {
  const { rows } = await api.db.pool.query<{ version: number }>('SELECT version FROM tag WHERE id = $1', [
    tagId,
  ]);
  return rows[0]?.version ?? 1;
}

export async function livingTags({ api, place }: Scene): Promise<string[]> {
  const { rows } = await api.db.pool.query<{ id: string }>(
    'SELECT id FROM tag WHERE project_id = $1 AND archived_at IS NULL ORDER BY position DESC',
    [place.projectId],
  );
  return rows.map((row) => row.id);
}

/** The input of a verdict on somebody else's annotation. */
export async function verdict(scene: Scene) {
  const { annotationId, layerId } = await scene.othersAnnotation();
  const about = { layerId, annotationId, annotationVersion: 1, supersedes: null };
  return { opId: opId(), ...scene.place, id: randomUUIDv7(), ...about, verdict: { kind: 'accept' as const } };
}

export async function reply(scene: Scene) {
  const { annotationId, layerId } = await scene.othersAnnotation();
  const said = { layerId, annotationId, text: 'Why this one?', mentions: [] };
  return { opId: opId(), ...scene.place, id: randomUUIDv7(), ...said };
}

export async function decision(scene: Scene) {
  const { annotationId, layerId } = await scene.othersAnnotation();
  return {
    opId: opId(),
    ...scene.place,
    decisionId: randomUUIDv7(),
    sources: [{ layerId, annotationId, version: 1 }],
    replaces: [],
    decision: { action: 'drop' as const, kind: null, reason: 'not the stance' },
  };
}

/** A set of the owner's making with the letter of the scene. */
export async function freshSet({ api, place, personOf }: Scene): Promise<string> {
  const id = randomUUIDv7();
  const owner = personOf('owner');
  if (owner === null) throw new Error('a scene without its owner');
  await api.as(owner).set.create({
    ...{ opId: opId(), projectId: place.projectId, id, name: 'Chosen' },
    members: { conditions: null, documentIds: [place.documentId] },
  });
  return id;
}

/** Does something as the caller, where they may, so that there is something of theirs to go on with. */
export async function asCaller(
  scene: Scene,
  work: (caller: ReturnType<Scene['api']['as']>) => Promise<unknown>,
): Promise<void> {
  const personId = scene.personOf(scene.who);
  if (personId === null) return;
  await work(scene.api.as(personId)).catch((error: unknown) => {
    if (scene.who === 'owner' || scene.who === 'reviewer') throw error;
  });
}
