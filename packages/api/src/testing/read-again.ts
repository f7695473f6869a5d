import { randomUUIDv7 } from 'node:crypto';
import { usualRoom } from '@koersvast/db';
import { takeUpload } from '../intake/upload.ts';
import { awaitWork } from '../job/give.ts';
import type { TestApi } from './study.ts';

interface Asked {
  readonly projectId: string;
  readonly documentId: string;
  readonly personId: string;
}

/** Begins to read a letter again: from its own file, or from one with this text. Gives the intake, once it is read. */
export async function beginReading(
  api: TestApi,
  { projectId, documentId, personId }: Asked,
  text?: string,
): Promise<string> {
  const intakeId = randomUUIDv7();
  const me = api.as(personId);
  const from = text === undefined ? 'original' : 'file';
  const begun = await me.rendition.begin({ projectId, documentId, intakeId, from });
  if (text !== undefined) await sendText(api, { projectId, intakeId, personId }, text);
  const jobId = begun.jobId ?? (await me.intake.read({ projectId, intakeId })).jobId;
  await awaitWork(api, { place: projectId, id: jobId });
  return intakeId;
}

/** Sends a file with this text to an intake. */
export async function sendText(
  { db }: TestApi,
  { projectId, intakeId, personId }: { projectId: string; intakeId: string; personId: string },
  text: string,
): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  await takeUpload(
    { db, now: () => new Date(), newId: () => randomUUIDv7(), uploads: usualRoom },
    {
      at: { projectId, intakeId, fileId: randomUUIDv7() },
      ...{ personId, path: 'corrected.txt', length: bytes.length },
      bytes: (async function* () {
        yield bytes;
      })(),
    },
  );
}

/** Reads a letter again and confirms what the preview says; gives the new reading and the operation. */
export async function readAgain(
  api: TestApi,
  asked: Asked,
  text?: string,
): Promise<{ id: string; opId: string }> {
  const { projectId, documentId, personId } = asked;
  const intakeId = await beginReading(api, asked, text);
  const me = api.as(personId);
  const { key } = await me.rendition.preview({ projectId, documentId, intakeId });
  const [id, opId] = [randomUUIDv7(), randomUUIDv7()];
  await me.rendition.confirm({ opId, projectId, documentId, id, intakeId, key });
  return { id, opId };
}
