import type { importCodebookInput, importCodebookOutput } from '@koersvast/contracts';
import { changesMeaning, DomainError } from '@koersvast/core';
import {
  type Access,
  type Command,
  type Rows,
  readRows,
  snapshot,
  sql,
  writeCodebookVersion,
} from '@koersvast/db';
import type { z } from 'zod';
import { giveCommand, type SignedInContext } from '../command.ts';
import { samePatch } from '../same-patch.ts';
import { lockCodebook, nextVersion } from './commands.ts';
import { checkCodebookOpenTo, checkNewExamples } from './open.ts';
import { type Plan, planImport } from './plan-import.ts';
import { stepAside } from './step-aside.ts';

type Report = z.infer<typeof importCodebookOutput>;

async function documentsOf({ tx, projectId }: Pick<Command, 'tx' | 'projectId'>): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(
    sql`SELECT id FROM document WHERE project_id = ${projectId}::uuid`,
  );
  return new Set(rows.map((row) => row.id));
}

function reportOf({ rows, problems, ignoredColumns }: Plan): Report {
  return { rows, problems, ignoredColumns };
}

/** Says what reading a codebook in would do, and does nothing. Throws `codebook_closed`. */
export function tryImport(
  ctx: SignedInContext & { readonly access: Access },
  input: z.infer<typeof importCodebookInput>,
): Promise<Report> {
  return snapshot(ctx.db, async (tx) => {
    await checkCodebookOpenTo({ ...ctx.access, tx });
    const tags = await readRows(
      tx,
      'tag',
      sql`WHERE project_id = ${input.projectId}::uuid ORDER BY position, id`,
    );
    const documents = await documentsOf({ tx, projectId: input.projectId });
    return reportOf(planImport(tags, documents, input.csv, { newId: ctx.newId, at: ctx.now() }));
  });
}

/**
 * Reads a codebook in: all rows or none, as one command. Throws `codebook_file_not_valid` with the first problem
 * when there is any.
 */
export async function importCodebook(
  ctx: SignedInContext,
  input: z.infer<typeof importCodebookInput>,
): Promise<Report> {
  const { answer } = await giveCommand(
    ctx,
    input,
    { kind: 'tag.import', ability: 'codebook.edit' },
    async (command) => {
      const tags = await lockCodebook(command);
      const documents = await documentsOf(command);
      const plan = planImport(tags, documents, input.csv, { newId: ctx.newId, at: command.at });
      const [problem] = plan.problems;
      if (problem) {
        throw new DomainError('codebook_file_not_valid', { ...problem, problems: plan.problems.length });
      }
      const steps = plan.steps.filter(({ before, after }) => before === null || !samePatch(before, after));
      for (const { before, after } of steps) {
        const examples = (tag: Rows['tag'] | null) => (tag ? [...tag.examples, ...tag.counterExamples] : []);
        await checkNewExamples(command, examples(after), examples(before));
      }
      const meaningVersion = steps.length > 0 ? await nextVersion(command) : 0;
      await writeSteps(command, steps, meaningVersion);
      if (steps.length > 0) await writeCodebookVersion(command);
      return reportOf(plan);
    },
  );
  return answer;
}

/** New tags, parents before what stands under them; the rules have seen to it that there is no loop. */
function inOrderOfCreation(made: readonly Rows['tag'][]): Rows['tag'][] {
  const waiting = new Map(made.map((tag) => [tag.id, tag]));
  const ordered: Rows['tag'][] = [];
  while (waiting.size > 0) {
    for (const tag of waiting.values()) {
      if (tag.parentId !== null && waiting.has(tag.parentId)) continue;
      ordered.push(tag);
      waiting.delete(tag.id);
    }
  }
  return ordered;
}

/** Writes what is decided, all of it or nothing. */
async function writeSteps(command: Command, steps: Plan['steps'], meaningVersion: number): Promise<void> {
  const changed = steps.filter(({ before }) => before !== null);
  await stepAside(
    command,
    changed.map(({ after }) => after.id),
  );
  const made = steps.filter(({ before }) => before === null).map(({ after }) => after);
  for (const tag of inOrderOfCreation(made)) await command.create('tag', tag, {});
  for (const { before, after } of changed) {
    if (before === null) continue;
    const { id, version, position, createdAt, ...patch } = after;
    const asks = changesMeaning(before, after) ? { meaningVersion } : {};
    await command.edit('tag', before, { ...patch, ...asks });
  }
}
