import { Buffer } from 'node:buffer';
import { importCodebookInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { awaitWork, giveWork } from '../job/give.ts';
import { declareJob, type JobContext } from '../job/kind.ts';
import { importCodebook, type Report, tryImport } from './import.ts';

type Input = z.infer<typeof importCodebookInput>;

/** All that is said of the file but the file itself, which is apart. */
const jobInput = z.strictObject({
  opId: importCodebookInput.shape.opId,
  encoding: importCodebookInput.shape.encoding,
  columns: importCodebookInput.shape.columns,
  separator: importCodebookInput.shape.separator,
  as: z.enum(['csv', 'file']),
});
const fileName = 'file';

/** A file that is longer than this, in characters, is read as long work: it may take seconds. */
export const longCodebook = 100_000;

export const isLong = ({ csv, file }: Input): boolean => (csv ?? file ?? '').length > longCodebook;

/** Text as it is, with what no encoding of bytes has. */
function bytesOf({ csv, file }: Input): Uint8Array {
  return csv === undefined ? Buffer.from(file ?? '', 'base64') : Buffer.from(csv, 'utf16le');
}

/** The same command that was given: a repeat of it is recognised by this. */
async function commandOf(
  { as, ...said }: z.infer<typeof jobInput>,
  { access, blob }: JobContext,
  dryRun: boolean,
): Promise<Input> {
  if (!access) throw new DomainError('not_found');
  const bytes = Buffer.from(await blob(fileName));
  const given = as === 'csv' ? { csv: bytes.toString('utf16le') } : { file: bytes.toString('base64') };
  return { ...said, ...given, projectId: access.projectId, dryRun };
}

function inThe(context: JobContext) {
  const { access } = context;
  if (!access) throw new DomainError('not_found');
  return { ...context, access };
}

export const tryImportJob = declareJob({
  kind: 'tag.tryImport',
  input: jobInput,
  again: true,
  run: async (input, context) => tryImport(inThe(context), await commandOf(input, context, true), context),
});

export const importJob = declareJob({
  kind: 'tag.import',
  input: jobInput,
  again: true,
  run: async (input, context) =>
    importCodebook(inThe(context), await commandOf(input, context, false), context),
});

/** Reads a long file as long work, and answers when that is done. */
export async function importLong(
  ctx: SignedInContext,
  input: Input,
  signal: AbortSignal | undefined,
): Promise<Report> {
  const { opId, projectId, encoding, columns, separator, dryRun } = input;
  const as = input.csv === undefined ? 'file' : 'csv';
  const job = await giveWork(ctx, {
    kind: dryRun ? 'tag.tryImport' : 'tag.import',
    projectId,
    once: `${ctx.person.id} ${opId}`,
    input: { opId, encoding, columns, separator, as } satisfies z.infer<typeof jobInput>,
    blobs: { [fileName]: bytesOf(input) },
  });
  // Stored by this program, in the form that the answer has.
  const report = (await awaitWork(ctx, job, signal)) as Report;
  return { ...report, jobId: job.id };
}
