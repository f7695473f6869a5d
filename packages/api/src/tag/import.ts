import type { importCodebookInput, importCodebookOutput } from '@koersvast/contracts';
import { changesMeaning } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { toldProblems } from '@koersvast/core/limit';
import {
  type Access,
  type Command,
  frozenTextOf,
  loadAccess,
  type Rows,
  snapshot,
  writeCodebookVersion,
} from '@koersvast/db';
import type { z } from 'zod';
import { type CommandContext, giveCommand, type SignedInContext } from '../command.ts';
import type { JobContext } from '../job/kind.ts';
import { readTags } from '../place/tags.ts';
import { samePatch } from '../same-patch.ts';
import { accessOf } from './access.ts';
import { lockCodebook, nextVersion } from './commands.ts';
import { checkExamples } from './examples.ts';
import { checkCodebookOpenTo } from './open.ts';
import { isLongPlan, isPlanOf, type PlannedAhead, planAside } from './plan-aside.ts';
import type { Plan, Standing } from './plan-import.ts';
import type { ReadCodebookFile, readCodebookFile } from './read-codebook.ts';
import { stepAside } from './step-aside.ts';

export type Report = z.infer<typeof importCodebookOutput>;

/** What reading a codebook in uses of a request, or of a job. */
type Reader = CommandContext & Pick<SignedInContext, 'work' | 'newId'>;

/** Where it is a job, that: how far it is, whether to go on, and whether it is still this server that does it. */
type AsJob = Pick<JobContext, 'progress' | 'signal' | 'fence'>;

type Where = Pick<Command, 'tx' | 'projectId'> & Pick<Access, 'scope'>;

/** The codebook with what a plan is made of beside it, as it stands in this transaction. */
async function standingOf({ tx, projectId, scope }: Where, tags: readonly Rows['tag'][]): Promise<Standing> {
  const documents = await tx.document.findMany({ where: { projectId }, select: { id: true } });
  return { tags, documents: documents.map(({ id }) => id), blindDocuments: [...scope.blindDocuments] };
}

async function readStanding(where: Where): Promise<Standing> {
  return standingOf(where, await readTags(where.tx, where.projectId));
}

/**
 * A plan with its quotations compared with the letters: one that does not stand at its place, or that quotes what is
 * being coded blind, is a problem of its row.
 */
async function withQuotes(
  { db }: Pick<Reader, 'db'>,
  where: Pick<Where, 'tx' | 'projectId'>,
  plan: Plan,
  job: AsJob | null,
): Promise<Plan> {
  const { tx, projectId } = where;
  const frozenText = (documentId: string) => frozenTextOf(db, tx, { projectId, documentId });
  const asked = { tx, projectId, frozenText };
  const problems = [...plan.problems];
  for (const [nth, { line, before, after }] of plan.steps.entries()) {
    job?.signal.throwIfAborted();
    job?.progress('comparing', nth, plan.steps.length);
    for (const [column, field] of fields) {
      const present = before === null ? [] : [...before.examples, ...before.counterExamples];
      await checkExamples(asked, after[field], present).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
        problems.push({ line, column, code: error.code, lines: [line], count: 1 });
      });
    }
  }
  return { ...plan, problems: problems.sort((a, b) => a.line - b.line) };
}

/** The columns of quotations, by the fields of a tag. */
const fields = [
  ['examples', 'examples'],
  ['counter_examples', 'counterExamples'],
] as const;

function reportOf({ steps: _steps, problems, ...report }: Plan, { encoding }: ReadCodebookFile): Report {
  return { ...report, problems: problems.slice(0, toldProblems), encoding };
}

/** What was sent, and what the person says of it themselves. */
function givenIn({
  csv,
  file,
  encoding,
  columns,
  separator,
}: z.infer<typeof importCodebookInput>): Parameters<typeof readCodebookFile> {
  const given = file === undefined ? (csv ?? '') : { base64: file, encoding: encoding ?? null };
  return [given, { roles: columns, separator }];
}

/** Says what reading a codebook in would do, and does nothing. Throws `codebook_closed`. */
export async function tryImport(
  ctx: Reader & { readonly access: Access },
  input: z.infer<typeof importCodebookInput>,
  job: AsJob | null = null,
): Promise<Report> {
  job?.progress('reading');
  const file = await ctx.work.run(ctx.person.id, 'codebook.read', ...givenIn(input));
  const standing = await snapshot(ctx.db, async (tx) => {
    await checkCodebookOpenTo({ ...ctx.access, tx });
    return readStanding({ tx, projectId: input.projectId, scope: ctx.access.scope });
  });
  const plan = await planAside(ctx, standing, file, ctx.now());
  return snapshot(ctx.db, async (tx) =>
    reportOf(await withQuotes(ctx, { tx, projectId: input.projectId }, plan, job), file),
  );
}

/** A long plan, made before the command that carries it out, in which the project would wait; null for any other. */
async function planAhead(
  ctx: Reader,
  { projectId }: z.infer<typeof importCodebookInput>,
  file: ReadCodebookFile,
  at: Date,
): Promise<PlannedAhead | null> {
  const standing = await snapshot(ctx.db, async (tx) => {
    const access = await loadAccess(tx, { projectId, personId: ctx.person.id });
    // Who may not is told so by the command itself.
    return access && readStanding({ tx, projectId, scope: access.scope });
  });
  if (standing === null || !isLongPlan(standing, file)) return null;
  return { standing, plan: await planAside(ctx, standing, file, at) };
}

/** Somebody changed the codebook between the plan and the command. */
class PlanOutdated extends Error {}

/** So often a plan is made anew before whoever reads the file in has to come back. */
const PLANS = 5;

/**
 * Reads a codebook in: all rows or none, as one command. Throws `codebook_file_not_valid` with the first problem
 * when there is any.
 */
export async function importCodebook(
  ctx: Reader,
  input: z.infer<typeof importCodebookInput>,
  job: AsJob | null = null,
): Promise<Report> {
  job?.progress('reading');
  const file = await ctx.work.run(ctx.person.id, 'codebook.read', ...givenIn(input));
  const at = ctx.now();
  for (let attempt = 1; attempt <= PLANS; attempt += 1) {
    const ahead = await planAhead(ctx, input, file, at);
    try {
      return await carryOut({ ...ctx, now: () => at }, input, { file, ahead }, job);
    } catch (error) {
      if (!(error instanceof PlanOutdated)) throw error;
    }
  }
  throw new DomainError('busy');
}

async function carryOut(
  ctx: Reader,
  input: z.infer<typeof importCodebookInput>,
  { file, ahead }: { readonly file: ReadCodebookFile; readonly ahead: PlannedAhead | null },
  job: AsJob | null,
): Promise<Report> {
  const { answer } = await giveCommand(
    ctx,
    input,
    { kind: 'tag.import', ability: 'codebook.edit' },
    async (command) => {
      await job?.fence(command.tx);
      const tags = await lockCodebook(command);
      const { scope } = await accessOf(command);
      const where = { tx: command.tx, projectId: command.projectId, scope };
      const standing = await standingOf(where, tags);
      const outdated = ahead === null ? isLongPlan(standing, file) : !isPlanOf(ahead, standing);
      if (outdated) throw new PlanOutdated();
      const made = ahead?.plan ?? (await planAside(ctx, standing, file, command.at));
      const plan = await withQuotes(ctx, where, made, job);
      const [problem] = plan.problems;
      if (problem) {
        const { line, column, code } = problem;
        throw new DomainError('codebook_file_not_valid', {
          line,
          column,
          code,
          problems: plan.problems.length,
        });
      }
      const steps = plan.steps.filter(({ before, after }) => before === null || !samePatch(before, after));
      job?.progress('storing');
      const meaningVersion = steps.length > 0 ? await nextVersion(command) : 0;
      await writeSteps(command, steps, meaningVersion);
      if (steps.length > 0) await writeCodebookVersion(command);
      return reportOf(plan, file);
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
  await command.createAll('tag', inOrderOfCreation(made), {});
  const edits = changed.flatMap(({ before, after }) => {
    if (before === null) return [];
    const { id, version, position, createdAt, ...patch } = after;
    const asks = changesMeaning(before, after) ? { meaningVersion } : {};
    return { current: before, patch: { ...patch, ...asks } };
  });
  await command.editAll('tag', edits);
}
