import { randomUUIDv7 } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createTagInput, unknownMetadata } from '@koersvast/contracts';
import { checkTag, type TagExample } from '@koersvast/core/codebook';
import {
  type Command,
  type NewDocument,
  type Rows,
  storeDocument,
  writeCodebookVersion,
} from '@koersvast/db';
import { z } from 'zod';
import { readWhole } from '../document/read-source.ts';
import { type NewProject, recordFounding } from '../project/found.ts';
import { insertTag } from '../tag/row.ts';

const folder = new URL('../../../../prisma/seed/', import.meta.url);
/** Not the title of its letter, which stands beside it on every screen. */
const name = 'Voorbeeld: Ruslandbeleid';
const letterName = 'nederland-koersvast-richting-rusland.txt';

/** The codebook as it stands in the seed: examples are quotations, their places are found in the letter. */
const seedExample = z.strictObject({ quote: z.string().min(1), note: z.string() });
const seedTag = createTagInput.shape.tag.omit({ id: true, parentId: true }).extend({
  appearance: z.int(),
  examples: seedExample.array(),
  counterExamples: seedExample.array(),
});

/** The project that a new installation begins with, read and cut into sentences but not yet stored. */
export interface Sample extends NewProject {
  readonly roundId: string;
  readonly document: NewDocument;
  readonly tags: readonly Omit<Rows['tag'], 'createdAt'>[];
}

/** Throws when a quotation is not in the letter, or is there twice, so that its place would be a guess. */
function placeExample(
  text: string,
  documentId: string,
  { quote, note }: z.infer<typeof seedExample>,
): TagExample {
  const start = text.indexOf(quote);
  if (start === -1 || text.includes(quote, start + 1)) throw new Error(`not once in the letter: ${quote}`);
  return { quote, note, source: { documentId, start, end: start + quote.length } };
}

/**
 * Reads the sample project: the letter, with no metadata but what its own text states (it reports in Dutch on a
 * letter by minister Blok to the Kamer, and names neither its author nor its date), and the codebook.
 */
export async function readSample(personId: string): Promise<Sample> {
  const bytes = await readFile(new URL(letterName, folder));
  const source = { kind: 'file', name: letterName, base64: bytes.toString('base64') } as const;
  const { title, ...read } = await readWhole(source, null, 'nl');
  const document: NewDocument = {
    id: randomUUIDv7(),
    title: title ?? letterName,
    ...unknownMetadata,
    language: 'nl',
    fields: {
      soort: 'verslag van een brief',
      'brief van': 'minister Blok van Buitenlandse Zaken',
      'brief aan': 'de Kamer',
    },
    ...read,
  };
  const codebook = seedTag
    .array()
    .parse(JSON.parse(await readFile(new URL('codebook.json', folder), 'utf8')));
  const place = (example: z.infer<typeof seedExample>) => placeExample(read.text, document.id, example);
  const tags = codebook.map((content, position) => ({
    ...content,
    id: randomUUIDv7(),
    parentId: null,
    examples: content.examples.map(place),
    counterExamples: content.counterExamples.map(place),
    position,
    meaningVersion: 0,
    mergedIntoId: null,
    version: 1,
    archivedAt: null,
  }));
  for (const tag of tags) checkTag(tags, tag);
  const [id, memberId, roundId] = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7()];
  return { id, name, language: 'nl', memberId, personId, roundId, document, tags };
}

/** Fills the sample project once its founder has been admitted. */
export async function recordSample(command: Command, sample: Sample): Promise<void> {
  await recordFounding(command, sample, sample.roundId);
  await storeDocument(command, sample.document);
  const createdAt = command.at.toISOString();
  for (const tag of sample.tags) await insertTag(command, { ...tag, createdAt });
  await writeCodebookVersion(command);
}
