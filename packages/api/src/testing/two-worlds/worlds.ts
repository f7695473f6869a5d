import { createHash } from 'node:crypto';
import {
  buildAssignment,
  buildDocument,
  buildMember,
  buildRound,
  copyTestDatabase,
  createTestDatabaseUrl,
  openTestDatabase,
  revealRound,
  type TestMember,
} from '@koersvast/db/testing';
import { type Audience, buildScene, type Scene } from '../scene.ts';
import { type TestApi, testApiOn } from '../study.ts';

/**
 * The same study twice, in two databases of which one is a copy of the other, so that every id is the same. In
 * the one a coder works whom the others must not see, in the other that coder is idle.
 */

/** A study with a running blind round, and who codes in it. */
export interface BlindStudy {
  readonly scene: Awaited<ReturnType<typeof buildScene>>;
  readonly place: { readonly projectId: string; readonly documentId: string; readonly roundId: string };
  readonly documents: readonly { readonly id: string }[];
  /**
   * Further rounds over the same letters, by id: an open one, one that was blind and is revealed, and a second that
   * runs blind, in which all hold both letters.
   */
  readonly open: string;
  readonly revealed: string;
  readonly second: string;
  /** Whose work must not be seen. */
  readonly hidden: TestMember;
  /** Who code blind beside them: a coder, a reviewer and an owner. */
  readonly watchers: readonly { readonly member: TestMember; readonly audience: Audience }[];
  /** An owner who codes nothing, and so sees all. */
  readonly onlooker: TestMember;
  /** Long work that the onlooker has asked for, before the worlds part. */
  readonly jobId: string;
  readonly intakeId: string;
  readonly dictionaryId: string;
  readonly text: string;
}

async function buildBlindStudy(api: TestApi): Promise<BlindStudy> {
  const scene = await buildScene(api);
  const owner = scene.as('owner');
  const { project, coder, colleague, document, text } = owner;
  const second = await buildDocument(api.db, project, { text });
  const principal = await buildMember(api.db, project, { role: 'owner' });
  const round = await buildRound(api.db, project, { blind: true });
  const reviewer = await memberOf(api, project.id, owner.personOf('reviewer'));
  const watchers = [
    { member: coder, audience: 'coder' as const },
    { member: reviewer, audience: 'reviewer' as const },
    { member: principal, audience: 'owner' as const },
  ];
  const documents = [document, second];
  const revealed = await buildRound(api.db, project, { blind: true });
  const alongside = await buildRound(api.db, project, { blind: true });
  for (const each of [round, revealed, alongside])
    for (const member of [colleague, ...watchers.map((watcher) => watcher.member)])
      for (const letter of documents)
        await buildAssignment(api.db, project, { round: each, document: letter, member });
  await revealRound(api.db, project, revealed);
  return {
    scene,
    place: { projectId: project.id, documentId: document.id, roundId: round.id },
    documents,
    open: project.round.id,
    revealed: revealed.id,
    second: alongside.id,
    hidden: colleague,
    watchers,
    onlooker: project.owner,
    jobId: await owner.ownJob(),
    intakeId: await owner.ownIntake(),
    dictionaryId: await owner.sharedDictionary(),
    text,
  };
}

async function memberOf(api: TestApi, projectId: string, personId: string | null): Promise<TestMember> {
  const { rows } = await api.db.pool.query<Pick<TestMember, 'id' | 'role'>>(
    'SELECT id, role FROM member WHERE project_id = $1 AND user_id = $2',
    [projectId, personId],
  );
  const [row] = rows;
  if (!row || personId === null) throw new Error('no such member');
  return { ...row, personId };
}

/** Ids that look random, are made by nobody else, and are the same in both worlds. */
export function idsOf(name: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    const hex = createHash('sha256').update(`${name} ${count}`).digest('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `7${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  };
}

/** One of the two worlds: a server on its own database, with its own clock and ids. */
export class World {
  readonly api: TestApi;
  /** Whether the hidden coder works here. */
  readonly busy: boolean;
  #now = Date.parse('2026-11-24T12:00:00.000Z');
  readonly #ids = new Map<string, () => string>();
  readonly #cursors = new Map<string, string>();

  constructor(url: string, busy: boolean) {
    this.api = testApiOn(openTestDatabase(url, { poolSize: 4 }));
    this.busy = busy;
  }

  /** The clock goes on by a second at each step of a script, whether anything is done in it or not. */
  tick(): void {
    this.#now += 1000;
  }

  now(): Date {
    return new Date(this.#now);
  }

  /**
   * Calls as somebody, whose ids of things that the server makes are their own. Owners of the project are owners
   * of the installation too, and so may see what only those may.
   */
  as(member: TestMember, signal?: AbortSignal, ids?: () => string): Caller {
    const { personId } = member;
    const installationRole = member.role === 'owner' ? 'owner' : 'member';
    const newId = this.#ids.get(personId) ?? idsOf(`server for ${personId}`);
    this.#ids.set(personId, newId);
    const person = { id: personId, installationRole } as const;
    const over = { person, now: () => this.now(), newId: ids ?? newId };
    const caller = this.api.as(personId, over, signal) as unknown as Callers;
    return (path, input) => {
      const [noun = '', verb = ''] = path.split('.');
      const procedure = caller[noun]?.[verb];
      if (!procedure) throw new Error(`no procedure ${path}`);
      return procedure(input);
    };
  }

  /** How far somebody has read in the live feed. */
  cursorOf(member: TestMember): string {
    return this.#cursors.get(member.id) ?? '';
  }

  setCursor(member: TestMember, cursor: string): void {
    this.#cursors.set(member.id, cursor);
  }
}

export type Caller = (path: string, input: unknown) => Promise<unknown>;
type Callers = Record<
  string,
  Record<string, Caller extends never ? never : (input: unknown) => Promise<unknown>>
>;

export interface TwoWorlds {
  readonly studies: readonly BlindStudy[];
  /** The hidden coder is idle in the first, and works in the second. */
  readonly worlds: readonly [World, World];
  close(): Promise<void>;
}

/** Builds some studies and then copies the whole database. */
export async function openTwoWorlds(count: number): Promise<TwoWorlds> {
  const url = await createTestDatabaseUrl();
  const first = testApiOn(openTestDatabase(url));
  const studies: BlindStudy[] = [];
  for (let made = 0; made < count; made += 1) studies.push(await buildBlindStudy(first));
  await first.feed.close();
  await first.db.close();
  const copy = await copyTestDatabase(url);
  const worlds = [new World(url, false), new World(copy, true)] as const;
  return {
    studies,
    worlds,
    close: async () => {
      for (const world of worlds) await world.api.close();
    },
  };
}

/** The scene of the endpoint table as a watcher finds it: in the blind round, and making nothing new. */
export function sceneFor(world: World, study: BlindStudy, audience: Audience): Scene {
  const { scene, place, jobId, intakeId, dictionaryId } = study;
  const { projectId, roundId } = place;
  return {
    ...{ ...scene.as(audience), api: world.api, place },
    freshRound: async () => ({ projectId, roundId }),
    ownJob: async () => jobId,
    ownIntake: async () => intakeId,
    sharedDictionary: async () => dictionaryId,
    // Whoever only looks codes nothing: of what there is `furtherInputs` asks, and this is nowhere.
    othersAnnotation: async () => ({ annotationId: jobId, layerId: jobId }),
  };
}
