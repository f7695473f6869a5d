import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const folder = new URL('../../../../prisma/seed/demo/', import.meta.url);

/**
 * Sentences that letters are composed of. `{word}` is filled in; `{tag|words}` is a passage of its own within a
 * passage.
 */
const sentences = z.array(z.string().min(1)).min(2);
const field = z.strictObject({
  id: z.string(),
  name: z.string(),
  sender: z.string(),
  dossier: z.string(),
  subjects: sentences,
  headings: z.array(z.string()).length(3),
  plain: sentences,
  list: sentences,
  money: sentences,
  rules: sentences,
  research: sentences,
  europe: sentences,
  promise: sentences,
  intention: sentences,
});
const letterSeed = z.strictObject({
  opening: sentences,
  reading: sentences,
  listIntro: sentences,
  closing: sentences,
  procedure: sentences,
  notice: z.string(),
  fields: z.array(field).min(1),
});
export type LetterField = z.infer<typeof field>;
export type LetterSeed = z.infer<typeof letterSeed>;

/** The tags under the names by which the sentences know them. */
export const demoTags = [
  'maatregel',
  'geld',
  'regels',
  'verantwoording',
  'onderzoek',
  'recht',
  'toezegging',
  'voornemen',
] as const;
export type DemoTag = (typeof demoTags)[number];

const codebookSeed = z.array(
  z.strictObject({
    id: z.enum(demoTags),
    parent: z.enum(demoTags).nullable(),
    name: z.string(),
    names: z.strictObject({ nl: z.string(), en: z.string() }),
    definition: z.string().min(1),
    whenToUse: z.string().min(1),
    whenNot: z.string().min(1),
  }),
);
export type CodebookSeed = z.infer<typeof codebookSeed>;

async function read<T>(name: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(new URL(name, folder), 'utf8')));
}

/** The sentences and the codebook of the example. */
export async function readDemoSeed(): Promise<{ letters: LetterSeed; codebook: CodebookSeed }> {
  const [letters, codebook] = await Promise.all([
    read('letters.json', letterSeed),
    read('codebook.json', codebookSeed),
  ]);
  return { letters, codebook };
}

/** From which the example is made, the same everywhere. */
export const demoSeed = 24;
