import { randomUUIDv7 } from 'node:crypto';
import { usualRoom } from '@koersvast/db';
import { takeUpload } from '../intake/upload.ts';
import { awaitWork } from '../job/give.ts';
import { buildStudy, type TestApi } from './study.ts';

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

export const before = [
  'Brief over Rusland',
  'Het kabinet houdt druk op Rusland 🙂, en werkt waar dat kan selectief samen.',
  'De sancties blijven van kracht zolang dat nodig is.',
  'Aan het slot staat een zin die verdwijnt.',
].join('\n\n');
/** As it is read from the file that was sent again: a line was cut wrongly, a word mended, a sentence gone. */
export const after = [
  'Brief over Rusland',
  'Een nieuwe alinea vooraf.',
  'Het kabinet houdt druk op Rusland 🙂, en werkt waar dat kan selectief samen.',
  'De sancties blijven onverkort van kracht zolang dat nodig is.',
].join('\n\n');

/** A letter in the open round, in which two have coded. */
export async function codedLetter(api: TestApi) {
  const study = await buildStudy(api.db, { text: before });
  const { owner } = study.project;
  const { coder, colleague, coding, place } = study;
  const coded = {
    kept: coding('druk op Rusland 🙂'),
    changed: coding('sancties blijven van kracht'),
    lost: coding('een zin die verdwijnt'),
  };
  for (const each of Object.values(coded)) await api.as(coder.personId).annotation.create(each);
  const theirs = coding('selectief samen', study.cooperation);
  await api.as(colleague.personId).annotation.create(theirs);
  const asked = { projectId: place.projectId, documentId: place.documentId, personId: owner.personId };
  const as = ({ personId }: { readonly personId: string }) => api.as(personId);
  const list = (documentId: string, who: { readonly personId: string } = owner) =>
    as(who).annotation.list({ projectId: place.projectId, documentId });
  const words = async (documentId: string) => {
    const { annotations, layers } = await list(documentId);
    const text = (await as(owner).document.text({ projectId: place.projectId, documentId })).text;
    for (const { start, end, quote } of annotations)
      if (text.slice(start, end) !== quote) throw new Error(`“${quote}” does not stand where it says`);
    const current = new Set(layers.flatMap(({ id, kind }) => (kind === 'current' ? [id] : [])));
    return annotations.flatMap(({ layerId, quote }) => (current.has(layerId) ? [quote] : [])).sort();
  };
  return { ...study, owner, coded, theirs, asked, as, list, words };
}

export type CodedLetter = Awaited<ReturnType<typeof codedLetter>>;
