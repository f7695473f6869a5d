import { randomUUIDv7 } from 'node:crypto';
import { writeCodebookVersion } from '@koersvast/db';
import { command, editMember, editRow, type TestMember } from '@koersvast/db/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStudy, openTestApi, type Study, type TestApi } from '../testing/study.ts';

/*
 * Two people rename the same tags and undo, in any order, against a model in memory: each thing is in a
 * numbered state, an operation leads from one to another, and can be undone while the thing is in the state to
 * which it led.
 */

interface Step {
  readonly opId: string;
  readonly tag: number;
  readonly from: number;
  readonly to: number;
  undone: boolean;
}

class Model {
  readonly names: string[];
  readonly states = [0, 0];
  readonly versions = [1, 1];
  readonly named = new Map<string, string>();
  readonly done: [Step[], Step[]] = [[], []];
  count = 0;

  constructor(names: string[]) {
    this.names = names;
    for (const [tag, name] of names.entries()) this.named.set(`${tag}:0`, name);
  }

  rename(who: 0 | 1, tag: number, opId: string, name: string): void {
    this.count += 1;
    const from = this.states[tag] ?? 0;
    this.named.set(`${tag}:${this.count}`, name);
    this.done[who].push({ opId, tag, from, to: this.count, undone: false });
    this.move(tag, this.count);
  }

  /** The code with which the undo is refused, or null, when it has been done. */
  undo(who: 0 | 1, step: Step, opId: string): string | null {
    if (step.undone) return 'nothing_to_undo';
    if (this.states[step.tag] !== step.to) return 'undo_changed_since';
    step.undone = true;
    this.done[who].push({ opId, tag: step.tag, from: step.to, to: step.from, undone: false });
    this.move(step.tag, step.from);
    return null;
  }

  private move(tag: number, state: number): void {
    this.states[tag] = state;
    this.names[tag] = this.named.get(`${tag}:${state}`) ?? '';
    this.versions[tag] = (this.versions[tag] ?? 0) + 1;
  }
}

const actions = fc.array(
  fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('rename' as const),
        who: fc.constantFrom(0, 1),
        tag: fc.constantFrom(0, 1),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('undo' as const), who: fc.constantFrom(0, 1), back: fc.nat(3) }),
    },
  ),
  { minLength: 4, maxLength: 25 },
);

let api: TestApi;
let study: Study;
let people: [TestMember, TestMember];

beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
  await editMember(api.db, study.project, study.coder, { role: 'reviewer' });
  people = [study.project.owner, study.coder];
});
afterAll(() => api.close());

const tags = () => [study.pressure, study.cooperation];

async function rename(who: TestMember, tag: number, name: string): Promise<string> {
  const { opId } = await command(
    api.db,
    study.project,
    'tag.edit',
    async (given) => {
      const current = await given.lock('tag', tags()[tag] ?? { id: '' });
      await editRow(given, 'tag', current, { name });
      await writeCodebookVersion(given);
      return { opId: given.opId };
    },
    who,
  );
  return opId;
}

async function undo(who: TestMember, target: string): Promise<{ opId: string; code: string | null }> {
  const opId = randomUUIDv7();
  const call = api.as(who.personId).operation.undo({ opId, projectId: study.project.id, target });
  const code = await call.then(
    () => null,
    (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
  );
  return { opId, code };
}

async function stored() {
  const { rows } = await api.db.pool.query<{ name: string }>(
    'SELECT name FROM tag WHERE project_id = $1 ORDER BY position',
    [study.project.id],
  );
  return rows.map((row) => row.name);
}

test('undo does what the model does', async () => {
  let serial = 0;
  await fc.assert(
    fc.asyncProperty(actions, async (script) => {
      const model = new Model(await stored());
      for (const action of script) {
        const who = action.who as 0 | 1;
        if (action.do === 'rename') {
          serial += 1;
          const name = `name ${serial}`;
          model.rename(who, action.tag, await rename(people[who], action.tag, name), name);
        } else {
          const step = model.done[who].at(-1 - action.back);
          if (!step) continue;
          const { opId, code } = await undo(people[who], step.opId);
          expect(code).toBe(model.undo(who, step, opId));
        }
        expect(await stored()).toEqual(model.names);
      }
    }),
    { seed: 20_261_123, numRuns: 25 },
  );
}, 60_000);
