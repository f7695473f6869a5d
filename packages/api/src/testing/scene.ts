import { randomUUIDv7 } from 'node:crypto';
import { freeAppearance } from '@koersvast/core/codebook';
import { checkSpan } from '@koersvast/core/text';
import { cancelJob, giveJob, transact } from '@koersvast/db';
import {
  buildDocument,
  buildMember,
  buildPerson,
  buildRound,
  buildTag,
  editMember,
  revealRound,
  type TestMember,
} from '@koersvast/db/testing';
import type { SignedInPerson } from '../context.ts';
import { buildStudy, type Study, type TestApi } from './study.ts';

/** Everybody who may knock at a procedure. */
export const audiences = [
  'owner',
  'reviewer',
  'coder',
  'viewer',
  'outsider',
  'removed',
  'anonymous',
] as const;
export type Audience = (typeof audiences)[number];

/** A project with somebody in each role, and another project with the same things in it. */
export interface Scene extends Study {
  readonly api: TestApi;
  readonly other: Study & {
    annotationId: string;
    layerId: string;
    opId: string;
    invitationId: string;
    jobId: string;
  };
  /** Whose call is being prepared. */
  readonly who: Audience;
  personOf(audience: Audience): string | null;
  /** An annotation of the caller's own, where they can make one. */
  ownAnnotation(): Promise<{ annotationId: string; layerId: string; opId: string; tagId: string }>;
  /** An annotation of somebody else. */
  othersAnnotation(): Promise<{ annotationId: string; layerId: string }>;
  /** A verdict on an annotation of the caller's own, by somebody else. */
  verdictOnOwn(): Promise<string>;
  /** Long work in the project that the caller has asked for, where they are somebody. */
  ownJob(): Promise<string>;
  /** Files that the caller is adding, where they are a member. */
  ownIntake(): Promise<string>;
  /** A dictionary that an owner shares. */
  sharedDictionary(): Promise<string>;
  freshTag(): Promise<{ id: string; version: number }>;
  freshMember(): Promise<TestMember>;
  freshInvitation(): Promise<string>;
  freshDocument(): Promise<{ documentId: string }>;
  /** A blind round that runs. */
  freshRound(): Promise<{ projectId: string; roundId: string }>;
  /** A reading of the caller's own, where they can make one, with its place. */
  ownReading(): Promise<Study['place'] & { readingId: string }>;
}

async function invite(api: TestApi, study: Study): Promise<string> {
  const id = randomUUIDv7();
  const { projectId } = study.place;
  await api
    .as(study.project.owner.personId)
    .member.invite({ opId: randomUUIDv7(), projectId, id, role: 'viewer' });
  return id;
}

/** With patterns that ask for words, and for what was coded. */
async function shareDictionary(api: TestApi, { place, project }: Study): Promise<string> {
  const id = randomUUIDv7();
  await api.as(project.owner.personId).dictionary.save({
    ...{ opId: randomUUIDv7(), projectId: place.projectId, id, name: 'Frames', shared: true },
    entries: [
      { concept: 'pressure', pattern: 'sancti* OR nodig' },
      { concept: 'doubt', pattern: 'verdict:none OR memo:*' },
    ],
  });
  return id;
}

/** Long work that nobody takes up. */
async function giveLongWork(api: TestApi, projectId: string, personId: string): Promise<string> {
  const id = randomUUIDv7();
  const asked = { projectId, personId, kind: 'tag.import' as const, once: null, input: {} };
  await transact(api.db, (tx) => giveJob(tx, { ...asked, id, createdAt: new Date() }));
  await transact(api.db, (tx) => cancelJob(tx, { place: projectId, id }));
  return id;
}

/** Of whoever is no member there is none of this id. */
async function openOwnIntake(api: TestApi, projectId: string, personId: string | null): Promise<string> {
  const id = randomUUIDv7();
  await api.db.pool.query(
    `INSERT INTO intake (project_id, id, member_id, created_at, touched_at)
     SELECT project_id, $2, id, now(), now() FROM member WHERE project_id = $1 AND user_id = $3`,
    [projectId, id, personId],
  );
  return id;
}

let places = 0;

/** Codes a place that nothing has been coded at: one tag does for all of them. */
async function annotate(api: TestApi, study: Study, personId: string, tag: Study['pressure']) {
  let start: number;
  let end: number;
  do {
    places += 1;
    start = places % (study.text.length - 60);
    end = start + 1 + Math.floor(places / (study.text.length - 60));
  } while (!checkSpan(study.text, { start, end }).ok || study.text.slice(start, end).trim() === '');
  const quote = study.text.slice(start, end);
  const coding = study.coding('kabinet', tag);
  const input = { ...coding, annotation: { ...coding.annotation, start, end, quote } };
  const done = await api.as(personId).annotation.create(input);
  const made = done.changes.find((change) => change.noun === 'annotation')?.after;
  const layerId = made && 'layerId' in made ? made.layerId : '';
  return { annotationId: input.annotation.id, layerId, opId: input.opId, tagId: tag.id };
}

interface Stage {
  /** The scene, for the preparation of one caller's input. */
  as(who: Audience): Scene;
  /** Somebody with their session: the owner of the project is an owner of the installation too. */
  signedIn(personId: string | null): SignedInPerson | null;
  /** Reveals what still runs blind, which would close the codebook to others than owners. */
  settle(): Promise<void>;
}

/** Sets the scene once. */
export async function buildScene(api: TestApi): Promise<Stage> {
  const study = await buildStudy(api.db);
  const { project } = study;
  await api.db.pool.query(`UPDATE "user" SET installation_role = 'owner' WHERE id = $1`, [
    project.owner.personId,
  ]);
  const reviewer = await buildMember(api.db, project, { role: 'reviewer' });
  const viewer = await buildMember(api.db, project, { role: 'viewer' });
  const removed = await buildMember(api.db, project);
  await editMember(api.db, project, removed, { removed: true });
  const outsider = await buildPerson(api.db);
  const people: Record<Audience, string | null> = {
    owner: project.owner.personId,
    reviewer: reviewer.personId,
    coder: study.coder.personId,
    viewer: viewer.personId,
    outsider: outsider.id,
    removed: removed.personId,
    anonymous: null,
  };
  const elsewhere = await buildStudy(api.db);
  const other = {
    ...elsewhere,
    ...(await annotate(api, elsewhere, elsewhere.coder.personId, elsewhere.pressure)),
    invitationId: await invite(api, elsewhere),
    jobId: await giveLongWork(api, elsewhere.project.id, elsewhere.project.owner.personId),
  };
  /** Appearances run out, and then the last tag of the codebook makes way. */
  const freshTag = async () => {
    const { projectId } = study.place;
    const owner = api.as(project.owner.personId).tag;
    const tags = await owner.list({ projectId });
    const living = tags.filter((tag) => tag.archivedAt === null);
    const last = living.at(-1);
    if (living.length >= 50 && last !== undefined) {
      const archive = { opId: randomUUIDv7(), projectId, tagId: last.id, version: last.version };
      await owner.edit({ ...archive, change: { archived: true } });
    }
    return buildTag(api.db, project, { appearance: freeAppearance(tags) });
  };
  const coding = new Set<Audience>(['owner', 'reviewer', 'coder']);
  const freshDocument = async () => ({ documentId: (await buildDocument(api.db, project)).id });
  return {
    signedIn(personId) {
      if (personId === null) return null;
      return { id: personId, installationRole: personId === project.owner.personId ? 'owner' : 'member' };
    },
    async settle() {
      const { rows } = await api.db.pool.query<{ id: string }>(
        'SELECT id FROM round WHERE project_id = $1 AND blind AND revealed_at IS NULL',
        [project.id],
      );
      for (const round of rows) await revealRound(api.db, project, round);
    },
    as: (who) => ({
      ...study,
      api,
      other,
      who,
      personOf: (audience) => people[audience],
      async ownAnnotation() {
        const personId = people[who];
        const nobodys = {
          annotationId: randomUUIDv7(),
          layerId: randomUUIDv7(),
          opId: randomUUIDv7(),
          tagId: study.pressure.id,
        };
        if (personId === null || !coding.has(who)) return nobodys;
        return annotate(api, study, personId, study.pressure);
      },
      othersAnnotation: () => annotate(api, study, study.colleague.personId, study.pressure),
      async verdictOnOwn() {
        const id = randomUUIDv7();
        const personId = people[who];
        if (personId === null || !coding.has(who)) return id;
        const { annotationId, layerId } = await annotate(api, study, personId, study.pressure);
        await api.as(people[who === 'owner' ? 'reviewer' : 'owner']).review.give({
          opId: randomUUIDv7(),
          ...study.place,
          id,
          layerId,
          annotationId,
          annotationVersion: 1,
          supersedes: null,
          verdict: { kind: 'reject', reasonKind: 'wrong_tag', reason: 'Not this.' },
        });
        return id;
      },
      ownIntake: () => openOwnIntake(api, project.id, people[who]),
      sharedDictionary: () => shareDictionary(api, study),
      ownJob: () => giveLongWork(api, project.id, people[who] ?? outsider.id),
      freshTag,
      freshMember: () => buildMember(api.db, project),
      freshInvitation: () => invite(api, study),
      freshDocument,
      async freshRound() {
        const round = await buildRound(api.db, project, { blind: true });
        return { projectId: project.id, roundId: round.id };
      },
      async ownReading() {
        const place = { ...study.place, ...(await freshDocument()) };
        const reading = { id: randomUUIDv7(), block: 1, madeAt: '2026-11-24T08:00:00.000Z' };
        const personId = people[who];
        if (personId !== null && coding.has(who)) {
          await api.as(personId).reading.create({ opId: randomUUIDv7(), ...place, reading });
        }
        return { ...place, readingId: reading.id };
      },
    }),
  };
}
