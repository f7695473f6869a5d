import { randomUUIDv7 } from 'node:crypto';
import { DomainError } from '@koersvast/core/error';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from './sql.ts';
import { type CommandInput, hashPayload } from './standing.ts';
import {
  buildMember,
  buildProject,
  buildTag,
  createTestDatabase,
  editMember,
  editRow,
  type TestDatabase,
  type TestProject,
} from './testing/index.ts';
import { outsideTransaction } from './transaction.ts';
import { runCommand } from './write.ts';

let db: TestDatabase;
let project: TestProject;

beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 12 });
  project = await buildProject(db);
});
afterAll(() => db.drop());

function given(over: Partial<CommandInput> = {}): CommandInput {
  return {
    personId: project.owner.personId,
    opId: randomUUIDv7(),
    kind: 'tag.edit',
    payload: { a: 1 },
    now: new Date(),
    projectId: project.id,
    ability: 'project.read',
    ...over,
  };
}

/** Renames a tag at a version, as every command does it. */
function rename(tag: { id: string }, name: string, version?: number, over: Partial<CommandInput> = {}) {
  return runCommand(db, given({ payload: { name, version: version ?? null }, ...over }), async (command) => {
    const current = await command.lock('tag', tag, version);
    await editRow(command, 'tag', current, { name });
    return null;
  });
}

const count = async (query: ReturnType<typeof sql>) =>
  (await outsideTransaction(db).row(z.object({ count: z.number() }), query))?.count;

async function operationsOf(opId: string) {
  return count(sql`SELECT count(*)::int AS count FROM operation WHERE op_id = ${opId}::uuid`);
}

describe('an operation', () => {
  test('is of its project: the same opId in another is another operation, and each is repeated in its own', async () => {
    const other = await buildProject(db, { owner: { id: project.owner.personId, name: '', email: '' } });
    const opId = randomUUIDv7();
    const [here, there] = [await buildTag(db, project), await buildTag(db, other)];
    await rename(here, 'one', undefined, { opId });
    await rename(there, 'another', undefined, { opId, projectId: other.id });
    expect(await operationsOf(opId)).toBe(2);
    const again = await rename(there, 'another', undefined, { opId, projectId: other.id });
    expect(again.acknowledgement.changes).toMatchObject([
      { after: { id: there.id, name: 'another', version: 2 } },
    ]);
    await expect(rename(here, 'another', undefined, { opId })).rejects.toThrow('operation_id_reused');
    expect(await operationsOf(opId)).toBe(2);
  });
});

describe('who may give a command', () => {
  test('an unknown project and a project of others get the same answer', async () => {
    const other = await buildProject(db);
    const refused = async (projectId: string) =>
      runCommand(db, given({ projectId }), async () => null).catch((error) => error.refusal);
    expect(await refused(other.id)).toEqual({ code: 'not_found', details: {} });
    expect(await refused(randomUUIDv7())).toEqual({ code: 'not_found', details: {} });
  });

  test('a removed member is no member, also for a repeat', async () => {
    const member = await buildMember(db, project);
    const tag = await buildTag(db, project);
    const over = { personId: member.personId, opId: randomUUIDv7() };
    await rename(tag, 'before removal', undefined, over);
    await editMember(db, project, member, { removed: true });
    await expect(rename(tag, 'before removal', undefined, over)).rejects.toThrow('not_found');
  });

  test('a role without the ability is refused, and nothing is kept', async () => {
    const viewer = await buildMember(db, project, { role: 'viewer' });
    const input = given({ personId: viewer.personId, ability: 'codebook.edit' });
    await expect(runCommand(db, input, async () => null)).rejects.toThrow('not_allowed');
    expect(await operationsOf(input.opId)).toBe(0);
  });

  test('an archived project refuses what does not say that it may', async () => {
    const archived = await buildProject(db);
    const by = { projectId: archived.id, personId: archived.owner.personId };
    const archive = runCommand(db, given({ ...by, whenArchived: 'allow' }), async (command) => {
      const current = await command.lock('project', { id: archived.id });
      await editRow(command, 'project', current, { archivedAt: command.at.toISOString() });
      return null;
    });
    await archive;
    await expect(runCommand(db, given(by), async () => null)).rejects.toThrow('project_archived');
    await expect(
      runCommand(db, given({ ...by, whenArchived: 'allow' }), async () => null),
    ).resolves.toMatchObject({ answer: null });
  });

  test('a command that began before the archiving is refused when it would end after it', async () => {
    const archived = await buildProject(db);
    const by = { projectId: archived.id, personId: archived.owner.personId };
    const tag = await buildTag(db, archived);
    const late = runCommand(db, given(by), async (command) => {
      const current = await command.lock('tag', tag);
      await runCommand(db, given({ ...by, whenArchived: 'allow' }), async (other) => {
        const row = await other.lock('project', { id: archived.id });
        await editRow(other, 'project', row, { archivedAt: other.at.toISOString() });
        return null;
      });
      await editRow(command, 'tag', current, { name: 'too late' });
      return null;
    });
    await expect(late).rejects.toThrow('project_archived');
  });
});

describe('repeats', () => {
  test('a repeat gives the same acknowledgement and applies nothing', async () => {
    const tag = await buildTag(db, project);
    const opId = randomUUIDv7();
    const first = await rename(tag, 'once', 1, { opId });
    const second = await rename(tag, 'once', 1, { opId });
    expect(second).toEqual(first);
    expect(first.acknowledgement.changes).toMatchObject([
      { noun: 'tag', action: 'edit', before: { version: 1 }, after: { version: 2, name: 'once' } },
    ]);
    expect(await count(sql`SELECT version AS count FROM tag WHERE id = ${tag.id}::uuid`)).toBe(2);
  });

  test('thirty at the same time are applied once, and all get the same acknowledgement', async () => {
    const tag = await buildTag(db, project);
    const opId = randomUUIDv7();
    const all = await Promise.all(Array.from({ length: 30 }, () => rename(tag, 'at once', 1, { opId })));
    for (const each of all) expect(each).toEqual(all[0]);
    expect(await count(sql`SELECT count(*)::int AS count FROM change WHERE op_id = ${opId}::uuid`)).toBe(1);
  });

  test('a refusal is kept, and given again although it would succeed now', async () => {
    const tag = await buildTag(db, project);
    const opId = randomUUIDv7();
    await rename(tag, 'meanwhile');
    const late = () => rename(tag, 'late', 1, { opId }).catch((error: DomainError) => error.refusal);
    const refusal = { code: 'version_conflict', details: { noun: 'tag', id: tag.id, version: 2 } };
    expect(await late()).toEqual(refusal);
    expect(await late()).toEqual(refusal);
    expect(await operationsOf(opId)).toBe(1);
  });

  test('another payload, or another kind, under the same id is refused and changes nothing', async () => {
    const tag = await buildTag(db, project);
    const opId = randomUUIDv7();
    await rename(tag, 'first', 1, { opId });
    await expect(rename(tag, 'second', 1, { opId })).rejects.toThrow('operation_id_reused');
    await expect(rename(tag, 'first', 1, { opId, kind: 'tag.other' })).rejects.toThrow('operation_id_reused');
    expect(await count(sql`SELECT version AS count FROM tag WHERE id = ${tag.id}::uuid`)).toBe(2);
  });

  test('the same id of another person is another operation', async () => {
    const tag = await buildTag(db, project);
    const member = await buildMember(db, project);
    const opId = randomUUIDv7();
    await rename(tag, 'mine', 1, { opId });
    await rename(tag, 'theirs', 2, { opId, personId: member.personId });
    expect(await operationsOf(opId)).toBe(2);
  });

  test('the hash does not depend on the order of fields, nor on the id of the operation', () => {
    expect(hashPayload('a.b', { x: 1, y: { p: 1, q: [2] }, opId: '1' })).toBe(
      hashPayload('a.b', { opId: '2', y: { q: [2], p: 1 }, x: 1 }),
    );
    expect(hashPayload('a.b', { x: [1, 2] })).not.toBe(hashPayload('a.b', { x: [2, 1] }));
  });
});

describe('all or nothing', () => {
  test('a refusal takes back what the command had written', async () => {
    const tag = await buildTag(db, project);
    const opId = randomUUIDv7();
    const command = runCommand(db, given({ opId }), async (inside) => {
      const current = await inside.lock('tag', tag);
      await editRow(inside, 'tag', current, { name: 'half' });
      throw new DomainError('tag_archived');
    });
    await expect(command).rejects.toThrow('tag_archived');
    expect(await count(sql`SELECT version AS count FROM tag WHERE id = ${tag.id}::uuid`)).toBe(1);
    expect(await count(sql`SELECT count(*)::int AS count FROM change WHERE op_id = ${opId}::uuid`)).toBe(0);
  });

  test('a fault keeps nothing, not even the operation', async () => {
    const opId = randomUUIDv7();
    const command = runCommand(db, given({ opId }), async () => {
      throw new TypeError('a fault');
    });
    await expect(command).rejects.toThrow('a fault');
    expect(await operationsOf(opId)).toBe(0);
  });

  test('what the database refuses in the words of a rule is a refusal of that rule', async () => {
    const tag = await buildTag(db, project, { name: 'Pressure' });
    const other = await buildTag(db, project);
    await expect(rename(other, 'PRESSURE')).rejects.toThrow('tag_name_taken');
    await expect(rename(tag, 'Pressures')).resolves.toMatchObject({ answer: null });
  });

  test('a connection that is cut is busy, is not kept, and the same operation then succeeds', async () => {
    const tag = await buildTag(db, project);
    const opId = randomUUIDv7();
    const cut = runCommand(db, given({ opId }), async ({ tx }) => {
      const self = await tx.row(z.object({ pid: z.number() }), sql`SELECT pg_backend_pid() AS pid`);
      await outsideTransaction(db).run(sql`SELECT pg_terminate_backend(${self?.pid ?? 0}::int)`);
      await tx.run(sql`SELECT 1`);
      return null;
    });
    await expect(cut).rejects.toThrow('busy');
    expect(await operationsOf(opId)).toBe(0);
    await rename(tag, 'after all', 1, { opId });
  });
});

describe('under concurrency', () => {
  test('two that wait for each other are both carried out, one after the other, and neither is busy', async () => {
    const tags = [await buildTag(db, project), await buildTag(db, project)] as const;
    const both = Promise.withResolvers<void>();
    let held = 0;
    const take = ([first, second]: readonly { readonly id: string }[], name: string) => {
      const { opId } = given();
      const giving = runCommand(db, given({ opId, payload: { name } }), async (command) => {
        await command.lock('tag', { id: first?.id ?? '' });
        held += 1;
        // The first time each has what the other wants next.
        if (held === 2) both.resolve();
        await both.promise;
        const current = await command.lock('tag', { id: second?.id ?? '' });
        await editRow(command, 'tag', current, { name });
        return null;
      });
      return giving.then(() => operationsOf(opId));
    };
    expect(await Promise.all([take(tags, 'one way'), take(tags.toReversed(), 'the other way')])).toEqual([
      1, 1,
    ]);
    expect(held).toBeGreaterThan(2);
  });

  test('of an operation that is sent twice at once both hear the same, also where only the first was refused', async () => {
    const tag = await buildTag(db, project);
    const input = given();
    const both = Promise.withResolvers<void>();
    let began = 0;
    const send = () =>
      runCommand(db, input, async (command) => {
        began += 1;
        const isFirst = began === 1;
        if (isFirst) await both.promise;
        const current = await command.lock('tag', tag);
        await editRow(command, 'tag', current, { name: isFirst ? 'refused' : 'kept' });
        if (isFirst) throw new DomainError('tag_archived');
        return null;
      }).catch((error) => error.refusal);
    const first = send();
    await expect.poll(() => began).toBe(1);
    const second = send();
    await expect
      .poll(() =>
        count(sql`SELECT count(*)::int AS count FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`),
      )
      .toBe(1);
    both.resolve();
    const [one, other] = await Promise.all([first, second]);
    expect(one).toEqual(other);
    expect(await operationsOf(input.opId)).toBe(1);
    // Whichever of them was stored: the tag is as the operation says.
    const told = await count(
      sql`SELECT count(*)::int AS count FROM change WHERE op_id = ${input.opId}::uuid`,
    );
    expect(told).toBe('acknowledgement' in one ? 1 : 0);
    expect(await count(sql`SELECT version AS count FROM tag WHERE id = ${tag.id}::uuid`)).toBe(
      1 + (told ?? 0),
    );
  });

  test('of fifty edits of one version one succeeds', async () => {
    const tag = await buildTag(db, project);
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => rename(tag, `name ${index}`, 1)),
    );
    const refused = all.flatMap((each) => (each.status === 'rejected' ? [String(each.reason.message)] : []));
    expect(refused).toEqual(Array.from({ length: 49 }, () => 'version_conflict'));
  });

  test('rev and seq have no gaps whatever is refused in between', async () => {
    const busy = await buildProject(db);
    const tags = await Promise.all(
      Array.from({ length: 6 }, (_, index) => buildTag(db, busy, { name: `t${index}`, appearance: index })),
    );
    const by = { projectId: busy.id, personId: busy.owner.personId };
    await Promise.allSettled(
      Array.from({ length: 90 }, (_, index) =>
        rename(tags[index % 6] ?? { id: '' }, index % 5 === 0 ? 't1' : `x${index}`, undefined, by),
      ),
    );
    const gaps = await outsideTransaction(db).row(
      sql`SELECT count(*)::int - max(rev)::int AS rev, count(*)::int - max(seq)::int AS seq,
            max(rev)::int - (SELECT rev::int FROM project WHERE id = ${busy.id}::uuid) AS head,
            max(seq)::int - (SELECT seq::int FROM stream WHERE project_id = ${busy.id}::uuid) AS stream
          FROM change WHERE project_id = ${busy.id}::uuid`,
    );
    expect(gaps).toEqual({ rev: 0, seq: 0, head: 0, stream: 0 });
  });
});
