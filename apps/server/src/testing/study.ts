import { randomUUIDv7 } from 'node:crypto';
import { type CreateAnnotationInput, emptyTagContent, unknownMetadata } from '@koersvast/contracts';
import type { Browser } from './browser.ts';

/** A project with one document, a few tags and its first round, open. */
export interface Study {
  readonly projectId: string;
  readonly documentId: string;
  readonly roundId: string;
  readonly tagIds: readonly string[];
  readonly text: string;
}

interface StudyOptions {
  readonly text: string;
  readonly name?: string;
  readonly tags?: readonly string[];
  /** What is known of the document beside its text. */
  readonly metadata?: object;
}

const noMetadata = {
  title: 'Brief',
  ...unknownMetadata,
  language: 'nl',
};

export async function openStudy(owner: Browser, options: StudyOptions): Promise<Study> {
  const { text, name = 'Study', tags = ['druk'], metadata = {} } = options;
  const projectId = randomUUIDv7();
  await owner.mutate('project.create', { opId: randomUUIDv7(), id: projectId, name, language: 'nl' });
  const { rounds } = await owner.query('project.get', { projectId });
  const documentId = await addDocument(owner, projectId, text, metadata);
  const tagIds: string[] = [];
  for (const tag of tags) tagIds.push(await addTag(owner, projectId, { name: tag }));
  return { projectId, documentId, roundId: rounds[0]?.id ?? '', tagIds, text };
}

async function addDocument(
  owner: Browser,
  projectId: string,
  text: string,
  metadata: object,
): Promise<string> {
  const id = randomUUIDv7();
  await owner.mutate('document.add', {
    opId: randomUUIDv7(),
    projectId,
    id,
    source: { kind: 'pasted', text },
    encoding: null,
    metadata: { ...noMetadata, ...metadata },
  });
  return id;
}

export async function addTag(owner: Browser, projectId: string, tag: { name: string; parentId?: string }) {
  const id = randomUUIDv7();
  await owner.mutate('tag.create', {
    opId: randomUUIDv7(),
    projectId,
    tag: { ...emptyTagContent, ...tag, id },
  });
  return id;
}

/** Somebody new joins by an invitation, in a browser of their own. Returns who they are in the project. */
export async function join(
  owner: Browser,
  newcomer: Browser,
  projectId: string,
  { name, role = 'coder' }: { name: string; role?: string },
): Promise<string> {
  const { path } = await owner.mutate('member.invite', {
    opId: randomUUIDv7(),
    projectId,
    id: randomUUIDv7(),
    role,
  });
  await newcomer.mutate('member.join', {
    token: path?.split('/').at(-1),
    newcomer: {
      name,
      // Each project has somebody else of this name.
      email: `${name}-${projectId}@example.org`.toLowerCase(),
      password: 'a long enough password',
    },
  });
  return (await newcomer.query('project.get', { projectId })).me.id;
}

export interface Words {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** The first place where these words stand. */
export function find(text: string, quote: string): Words {
  const start = text.indexOf(quote);
  return { start, end: start + quote.length, quote };
}

export function placeOf({ projectId, documentId, roundId }: Study) {
  return { projectId, documentId, roundId };
}

type AnnotationInput = CreateAnnotationInput['annotation'];

/** The input of a command that codes these words with the first tag. */
export function coding(
  study: Study,
  words: Words,
  over: Partial<AnnotationInput> = {},
): CreateAnnotationInput {
  return {
    opId: randomUUIDv7(),
    ...placeOf(study),
    annotation: {
      id: randomUUIDv7(),
      tagId: study.tagIds[0] ?? '',
      ...words,
      memo: null,
      certainty: null,
      madeAt: '2026-11-24T08:00:00.000Z',
      ...over,
    },
  };
}
