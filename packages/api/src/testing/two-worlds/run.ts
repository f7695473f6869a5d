import { seededRandom } from '@koersvast/core/round';
import type { Audience } from '../scene.ts';
import { bytesOf, questionsOf } from './look.ts';
import { emptyMemory, type Memory, remember, Script, type Shared } from './script.ts';
import { type BlindStudy, idsOf, type TwoWorlds, type World } from './worlds.ts';

/** What a difference between the worlds was found in: the seed of the script, the step, and both answers. */
class Leak extends Error {
  constructor(seed: number, what: string, idle: string, busy: string) {
    super(`script ${seed}: ${what} tells whether somebody else works\n  idle: ${idle}\n  busy: ${busy}`);
    this.name = 'Leak';
  }
}

/** The part of two strings around the first difference, so that it can be read. */
function around(a: string, b: string): [string, string] {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const cut = (value: string) => value.slice(Math.max(0, at - 120), at + 240);
  return [cut(a), cut(b)];
}

/** How many steps a script has. The hidden coder does from one to `hidden` things, the watchers up to `watched`. */
export interface Length {
  readonly hidden: number;
  readonly watched: number;
}

/** Many scripts over one study, one after the other: what was done stays, and each adds to it. */
export class Runner {
  readonly #two: TwoWorlds;
  readonly #study: BlindStudy;
  readonly #memories = new Map<string, Memory>();
  readonly #shared: Shared;
  readonly #away = new Set<string>();
  /** What a watcher gave and was not refused, with the state that it asked for. */
  readonly done = new Set<string>();

  constructor(two: TwoWorlds, study: BlindStudy) {
    this.#two = two;
    this.#study = study;
    const { pressure, cooperation } = study.scene.as('owner');
    this.#shared = {
      tagIds: [pressure.id, cooperation.id],
      tagVersions: new Map(),
      roundVersions: new Map(),
    };
  }

  #memoryOf(id: string): Memory {
    const memory = this.#memories.get(id) ?? emptyMemory();
    this.#memories.set(id, memory);
    return memory;
  }

  /** Runs a script in both worlds. Throws `Leak` at the first byte that differs. */
  async run(seed: number, length: Length): Promise<void> {
    const { worlds } = this.#two;
    if (this.#shared.roundVersions.size === 0)
      for (const { id, version } of await this.#rounds(worlds[0]))
        this.#shared.roundVersions.set(id, version);
    const random = seededRandom(seed);
    const script = new Script(random, this.#study, this.#shared, idsOf(`script ${seed}`));
    const hiddenSteps = 1 + random.below(length.hidden);
    const watchedSteps = 1 + random.below(length.watched);
    const steps = [
      ...Array<boolean>(hiddenSteps).fill(true),
      ...Array<boolean>(watchedSteps).fill(false),
    ].map((hidden) => ({ hidden, place: random.below(1_000_000) }));
    for (const { hidden } of steps.sort((a, b) => a.place - b.place)) {
      for (const world of worlds) world.tick();
      if (hidden) await this.#hiddenStep(script, worlds[1]);
      else if (random.below(6) === 0) await this.#peopleStep(script);
      else await this.#watchedStep(seed, script);
    }
    await this.#look(seed, script);
  }

  /** First the hidden coder and then a watcher tag hits. */
  async #tagStep(seed: number): Promise<void> {
    const { hidden, watchers } = this.#study;
    const { worlds } = this.#two;
    const script = new Script(
      seededRandom(seed),
      this.#study,
      this.#shared,
      idsOf(`tagging ${this.#study.place.projectId} ${seed}`),
    );
    const theirs = script.tagHits();
    await bytesOf(() => worlds[1].as(hidden)(theirs.path, theirs.input));
    const { member, audience } = script.pick(watchers);
    const call = script.tagHits();
    const [idle = '', busy = ''] = await Promise.all(
      worlds.map((world) => bytesOf(() => world.as(member)(call.path, call.input))),
    );
    this.#compare(seed, `${audience} ${call.path} ${JSON.stringify(call.input)}`, idle, busy);
    if (!Array.isArray(JSON.parse(idle))) this.done.add(call.path);
  }

  async #hiddenStep(script: Script, world: World): Promise<void> {
    const { hidden, watchers, onlooker } = this.#study;
    const memory = this.#memoryOf(hidden.id);
    const others = this.#memoryOf(script.pick(watchers).member.id);
    if (script.random.below(4) === 0) {
      // Somebody else who may see all judges what they, or the watchers, coded in rounds that are open.
      const call = script.judge(script.pick([memory, others]));
      if (call) await bytesOf(() => world.as(onlooker)(call.path, call.input));
      return;
    }
    const call = script.next(hidden, memory, others);
    const answer = await bytesOf(() => world.as(hidden)(call.path, call.input));
    remember(memory, call, answer);
  }

  async #watchedStep(seed: number, script: Script): Promise<void> {
    const { hidden, watchers } = this.#study;
    const { member, audience } = script.pick(watchers);
    const memory = this.#memoryOf(member.id);
    const call = script.next(member, memory, this.#memoryOf(hidden.id));
    const [idle = '', busy = ''] = await Promise.all(
      this.#two.worlds.map((world) => bytesOf(() => world.as(member)(call.path, call.input))),
    );
    this.#compare(seed, `${audience} ${call.path} ${JSON.stringify(call.input)}`, idle, busy);
    remember(memory, call, idle);
    if (!Array.isArray(JSON.parse(idle))) this.done.add([call.path, call.input.state].join(' ').trim());
    this.#noteVersions(idle);
  }

  /**
   * In both worlds somebody who codes gets another role, leaves, or comes back: they stay blind for what they hold,
   * and time outside the project opens no eyes.
   */
  async #peopleStep(script: Script): Promise<void> {
    const { watchers, place, onlooker } = this.#study;
    const { projectId } = place;
    const { member } = script.pick(watchers.filter(({ audience }) => audience !== 'owner'));
    const role = script.pick(['coder', 'reviewer'] as const);
    const returns = this.#away.delete(member.id);
    const leaves = !returns && script.random.below(2) === 0;
    if (leaves) this.#away.add(member.id);
    const [opId, invitationId] = [script.newId(), script.newId()];
    for (const world of this.#two.worlds) {
      if (returns) {
        await this.#welcome(world, member, { opId, projectId, id: invitationId, role });
        continue;
      }
      const give = world.as(onlooker);
      const { members } = (await give('project.get', { projectId })) as {
        members: { id: string; version: number }[];
      };
      const version = members.find(({ id }) => id === member.id)?.version;
      const change = leaves ? { removed: true } : { role };
      await give('member.edit', { opId, projectId, memberId: member.id, version, change });
    }
  }

  async #welcome(world: World, member: BlindStudy['hidden'], invitation: object): Promise<void> {
    const invited = await world.as(this.#study.onlooker)('member.invite', invitation);
    const token = (invited as { path: string }).path.split('/').at(-1);
    await world.as(member)('member.join', { token, newcomer: null });
  }

  /** Owners name tags and rounds as they now are, so that not all that they say is refused. */
  #noteVersions(answer: string): void {
    const { changes = [] } = JSON.parse(answer) as {
      changes?: { noun: string; after: { id: string; version: number } | null }[];
    };
    for (const { noun, after } of changes) {
      if (after === null) continue;
      if (noun === 'round') this.#shared.roundVersions.set(after.id, after.version);
      if (noun !== 'tag') continue;
      if (!this.#shared.tagIds.includes(after.id)) this.#shared.tagIds.push(after.id);
      this.#shared.tagVersions.set(after.id, after.version);
    }
  }

  /** The hidden coder alone does some things, in the world in which they work. */
  async work(seed: number, steps: number): Promise<void> {
    const script = new Script(seededRandom(seed), this.#study, this.#shared, idsOf(`work ${seed}`));
    for (let step = 0; step < steps; step += 1) await this.#hiddenStep(script, this.#two.worlds[1]);
  }

  /**
   * Blind for oneself: in the second world a watcher coded something in the open round before they finished it, in the
   * first they finished it empty; then both are to code these letters again. What they receive must be the same. Returns
   * how many questions told the onlooker of it.
   */
  async repeatOfOwnWork(seed: number): Promise<number> {
    const { documents, open, onlooker, place, text, watchers } = this.#study;
    const [{ member, audience } = { member: null, audience: null }] = watchers;
    if (member === null) throw new Error('nobody watches');
    const { projectId } = place;
    const round = { projectId, id: idsOf(`repeats ${seed}`)(), name: 'Again', documentIds: [] };
    const repeats = { memberIds: [member.id], perCoder: 9, days: 0, seed };
    for (const [world, codes] of [
      [this.#two.worlds[0], false],
      [this.#two.worlds[1], true],
    ] as const) {
      const ids = idsOf(`own work ${seed}`);
      for (const { id: documentId } of documents) {
        const at = { projectId, documentId, roundId: open };
        // Of ids that say nothing of how many were made before.
        const mine = world.as(member, undefined, idsOf(`made of ${documentId}`));
        const span = { tagId: this.#shared.tagIds[0], start: 0, end: 9, quote: text.slice(0, 9) };
        const annotation = {
          id: ids(),
          ...span,
          memo: 'mine',
          certainty: 2,
          madeAt: '2026-11-24T11:59:59.000Z',
        };
        const opId = ids();
        // That they began, and when they finished, they may know.
        await mine('assignment.setState', { opId: ids(), ...at, state: 'in_progress' });
        if (codes) await mine('annotation.create', { opId, ...at, annotation });
        await mine('assignment.setState', { opId: ids(), ...at, state: 'done' });
        // What they hold elsewhere is done as well: it is not given again while they hold it.
        for (const roundId of [place.roundId, this.#study.second, this.#study.revealed])
          await mine('assignment.setState', { opId: ids(), ...at, roundId, state: 'done' });
      }
      world.tick();
      const assignments = { kind: 'repeats', repeats };
      const give = world.as(onlooker, undefined, idsOf(`gives ${seed}`));
      await give('round.create', { opId: ids(), ...round, blind: true, assignments });
    }
    for (const question of this.#questions(member, audience)) await this.#ask(seed, question, audience);
    for (const { id: documentId } of documents) {
      const at = { projectId, documentId, roundId: open };
      const opId = idsOf(`feels ${documentId}`)();
      const span = { tagId: this.#shared.tagIds[0], start: 0, end: 9, quote: text.slice(0, 9) };
      const annotation = {
        id: opId,
        ...span,
        memo: null,
        certainty: null,
        madeAt: '2026-11-24T11:59:59.000Z',
      };
      const [idle = '', busy = ''] = await Promise.all(
        this.#two.worlds.map((world) =>
          bytesOf(() => world.as(member)('annotation.create', { opId, ...at, annotation })),
        ),
      );
      this.#compare(seed, 'annotation.create where one coded before', idle, busy);
    }
    return (await this.tellsTheOnlooker()).length;
  }

  /**
   * At the end of all scripts some tag hits: a tag of such codings could not be split in a script. The hidden coder
   * declares everything done, in the world in which they work; and each world gets a backup, of which the one holds more
   * than the other.
   */
  async finish(): Promise<void> {
    const { hidden, documents, place, onlooker } = this.#study;
    for (const world of this.#two.worlds) await this.#reopen(world);
    for (let seed = 0; seed < 6; seed += 1) await this.#tagStep(seed);
    const give = this.#two.worlds[1].as(hidden);
    for (const { id: documentId } of documents) {
      const input = { ...place, documentId, opId: idsOf(`finish ${documentId}`)(), state: 'done' };
      await bytesOf(() => give('assignment.setState', input));
    }
    const { projectId } = place;
    for (const { member, audience } of this.#study.watchers) {
      if (!this.#away.delete(member.id)) continue;
      const [opId = '', id = ''] = ['op', 'invitation'].map((what) => idsOf(`${what} of ${member.id}`)());
      for (const world of this.#two.worlds)
        await this.#welcome(world, member, { opId, projectId, id, role: audience });
    }
    for (const world of this.#two.worlds) {
      world.tick();
      // Of an id that says nothing of how many the onlooker has had made before.
      await world.as(onlooker, undefined, idsOf(`backup ${projectId}`))('installation.backUp', {});
    }
  }

  async #rounds(world: World): Promise<{ id: string; version: number; state: string }[]> {
    const { onlooker, place } = this.#study;
    const found = await world.as(onlooker)('project.get', { projectId: place.projectId });
    return (found as { rounds: { id: string; version: number; state: string }[] }).rounds;
  }

  /** Nobody finishes in rounds that a script left closed. */
  async #reopen(world: World): Promise<void> {
    const { onlooker, place } = this.#study;
    const give = world.as(onlooker);
    const { projectId } = place;
    for (const { id: roundId, version, state } of await this.#rounds(world)) {
      if (state !== 'closed') continue;
      const opId = idsOf(`reopen ${roundId}`)();
      await give('round.setState', { opId, projectId, roundId, version, state: 'running' });
    }
  }

  /** Somebody makes a change of their own in both worlds that is always told: a note on their annotation. */
  async note(member: BlindStudy['hidden'], memo: string): Promise<void> {
    const { opId, ...place } = { ...this.#study.place, opId: idsOf(`note ${memo}`)() };
    const [known] = this.#memoryOf(member.id).annotations;
    const span = { tagId: this.#shared.tagIds[0], start: 0, end: 9, quote: this.#study.text.slice(0, 9) };
    const fresh = { id: opId, ...span, memo, certainty: null, madeAt: '2026-11-24T11:59:59.000Z' };
    const call = known
      ? {
          path: 'annotation.edit',
          input: { opId, ...place, annotationId: known[0], version: known[1].version, change: { memo } },
        }
      : { path: 'annotation.create', input: { opId, ...place, annotation: fresh } };
    const answers = await Promise.all(
      this.#two.worlds.map((world) => bytesOf(() => world.as(member)(call.path, call.input))),
    );
    remember(this.#memoryOf(member.id), call, answers[0] ?? '');
  }

  /** Some of what could be asked, drawn anew after each script: asking for all of it takes long. */
  async #look(seed: number, script: Script): Promise<void> {
    const { member, audience } = script.pick(this.#study.watchers);
    const questions = this.#questions(member, audience);
    const drawn = new Set(Array.from({ length: 9 }, () => script.pick(questions)));
    for (const question of drawn) await this.#ask(seed, question, audience);
  }

  /** All that these of the watchers can ask. Throws `Leak`. */
  async lookAtAll(seed: number, watchers = this.#study.watchers): Promise<void> {
    for (const { member, audience } of watchers)
      for (const question of this.#questions(member, audience)) await this.#ask(seed, question, audience);
  }

  /** What tells an owner who codes nothing, and so may see all, whether the hidden coder works. */
  async tellsTheOnlooker(): Promise<string[]> {
    const telling: string[] = [];
    for (const question of this.#questions(this.#study.onlooker, 'owner')) {
      const [idle, busy] = await Promise.all(this.#two.worlds.map((world) => question.ask(world)));
      if (idle !== busy) telling.push(question.what);
    }
    return telling;
  }

  #questions(member: BlindStudy['hidden'], audience: Audience) {
    const theirs = this.#memoryOf(this.#study.hidden.id);
    return questionsOf(this.#study, member, audience, {
      annotationIds: [...theirs.annotations.keys()],
      layerIds: [...theirs.layers.keys()],
    });
  }

  async #ask(seed: number, { what, ask }: ReturnType<typeof questionsOf>[number], audience: Audience) {
    const [idle = '', busy = ''] = await Promise.all(this.#two.worlds.map((world) => ask(world)));
    this.#compare(seed, `${audience} ${what}`, idle, busy);
  }

  #compare(seed: number, what: string, idle: string, busy: string): void {
    if (idle !== busy) throw new Leak(seed, what, ...around(idle, busy));
  }
}
