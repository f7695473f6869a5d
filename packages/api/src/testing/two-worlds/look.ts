import {
  agreementFiles,
  agreementSelection,
  dictionaryFileQuery,
  type PassageSelection,
  searchFileQuery,
} from '@koersvast/contracts';
import type { TestMember } from '@koersvast/db/testing';
import { isTrackedEnvelope, TRPCError } from '@trpc/server';
import { openAgreement } from '../../agreement/download.ts';
import { openDictionary } from '../../dictionary/download.ts';
import { refusalOf, wordsOf } from '../../error-mapping.ts';
import { openDownload } from '../../export/download.ts';
import { openPassages } from '../../passage/download.ts';
import { appRouter } from '../../root.ts';
import { openSearch } from '../../search/download.ts';
import { workHere } from '../../work/work.ts';
import { endpoints } from '../endpoints.ts';
import type { Audience } from '../scene.ts';
import { type BlindStudy, sceneFor, type World } from './worlds.ts';

/** Everything that a query or a command gives back, refusals with their words, as one string. */
export async function bytesOf(call: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await call()) ?? 'nothing';
  } catch (error) {
    if (!(error instanceof TRPCError)) {
      // Thrown outside a procedure, by a download: its code and details are all that leaves the server.
      if (error instanceof Error && 'refusal' in error) return JSON.stringify(error.refusal);
      throw error;
    }
    const refusal = refusalOf(error);
    if (refusal.code === 'unexpected' || refusal.code === 'busy') throw error;
    return JSON.stringify([error.code, refusal, wordsOf(refusal)]);
  }
}

/** Every procedure that only reads; a new one is looked at as soon as it is there. */
export const readable: readonly string[] = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
)
  .filter(([, procedure]) => procedure._def.type === 'query')
  .map(([path]) => path)
  .sort();

/** What a look may ask of what it knows from elsewhere: ids that the other world may or may not have. */
export interface Clues {
  readonly annotationIds: readonly string[];
  readonly layerIds: readonly string[];
}

/** Passages of one tag that stand to those of another: by what is found of these, others' work would be told. */
function together({ scene }: BlindStudy): PassageSelection[] {
  const { pressure, cooperation } = scene.as('owner');
  return (['overlap', 'document'] as const).map((relation) => ({
    ...{ tags: [pressure.id], work: 'any' },
    with: { tagId: cooperation.id, relation },
  }));
}

/** More inputs than the table has, for what depends on its input. */
function furtherInputs(path: string, study: BlindStudy, clues: Clues): object[] {
  const { projectId, documentId, roundId } = study.place;
  const second = study.documents[1]?.id ?? documentId;
  switch (path) {
    case 'annotation.list':
      return [{ projectId, documentId: second }];
    case 'history.documentAt':
      return study.documents.map(({ id }) => ({ projectId, documentId: id, at: '2027-01-01T00:00:00.000Z' }));
    case 'assignment.board':
    case 'adjudication.learning':
      return [study.open, study.revealed, study.second].map((each) => ({ projectId, roundId: each }));
    case 'round.revealPreview':
      return [{ projectId, roundId: study.second }];
    case 'operation.undoStack':
      return [
        { projectId, documentId, roundId: study.open },
        { projectId, documentId: second, roundId },
        { projectId, documentId: null, roundId },
        { projectId, documentId: null, roundId: null },
      ];
    case 'operation.history':
      return clues.annotationIds
        .slice(-2)
        .flatMap((entityId) =>
          clues.layerIds.slice(-2).map((layerId) => ({ projectId, noun: 'annotation', layerId, entityId })),
        );
    case 'export.preview':
      return ['annotations', 'coding'].flatMap((file) => [
        ...['current', 'all'].map((layer) => ({ projectId, documentId: null, file, preset: 'data', layer })),
        {
          ...{ projectId, documentId: null, file, preset: 'data', layer: 'all' },
          selection: { rounds: [1, 2], columns: ['document_title', 'round'] },
        },
      ]);
    case 'passage.list':
      return [
        ...(['tag', 'coder', 'document', 'verdict'] as const).map((group) => ({ projectId, group })),
        ...(['current', 'first-pass', 'final'] as const).map((layer) => ({
          projectId,
          selection: { layer },
        })),
        ...(['finished', 'any'] as const).map((work) => ({ projectId, selection: { work }, group: 'coder' })),
        ...together(study).map((selection) => ({ projectId, selection })),
        { projectId, selection: { thread: 'any' }, sort: 'made' },
        { projectId, selection: { verdicts: ['none'], memo: 'without' }, sort: 'coder' },
      ];
    case 'search.find':
      return [
        { projectId, query: 'verdict:none OR layer:first-pass OR layer:final OR e* WITHIN certainty:none' },
      ];
    case 'search.candidates':
      return [study.open, study.second].map((of) => ({
        ...{ projectId, roundId: of, query: 'tag:* OR e* OR verdict:none', boundary: 'clause' },
      }));
    case 'annotation.origin':
      return clues.annotationIds
        .slice(-2)
        .flatMap((annotationId) =>
          clues.layerIds.slice(-2).map((layerId) => ({ projectId, layerId, annotationId })),
        );
    case 'search.counts':
      return [{ projectId, query: 'verdict:none OR memo:*', by: 'document' }];
    case 'search.collocates':
      return [{ projectId, query: 'verdict:none OR memo:*', window: { kind: 'hit' }, least: 1 }];
    case 'agreement.overview':
      return [{ projectId, selection: { layers: 'current' } }];
    case 'count.table':
      return [
        { projectId, by: { kind: 'coder' }, selection: { unfinished: true } },
        { projectId, by: { kind: 'time', period: 'year' }, selection: { layers: 'first-pass' } },
        { projectId, by: { kind: 'round' }, selection: { layers: 'final' }, words: true },
        { projectId, by: { kind: 'paragraph', documentId } },
      ];
    case 'count.together':
      return ['sentence', 'document'].map((relation) => ({
        ...{ projectId, relation },
        selection: { unfinished: true },
      }));
    case 'count.portrait':
      return [{ projectId, selection: { unfinished: true } }];
    default:
      return [];
  }
}

async function download(
  world: World,
  { place }: BlindStudy,
  member: TestMember,
  file: 'annotations' | 'coding',
  layer: 'current' | 'all',
): Promise<string> {
  const { fileName, chunks } = await openDownload(world.api.db, {
    projectId: place.projectId,
    documentId: null,
    file,
    layer,
    preset: 'data',
    personId: member.personId,
  });
  const bytes: Buffer[] = [];
  for await (const chunk of chunks) bytes.push(chunk);
  return `${fileName} ${Buffer.concat(bytes).toString('base64')}`;
}

async function agreementFile(
  world: World,
  { place: { projectId } }: BlindStudy,
  { personId }: TestMember,
  file: (typeof agreementFiles)[number],
): Promise<string> {
  const selection = agreementSelection.parse({ layers: 'current' });
  const { fileName, chunks } = await openAgreement(
    { db: world.api.db, work: workHere, signal: undefined },
    { projectId, personId, file, preset: 'data', selection },
  );
  let text = fileName;
  for await (const chunk of chunks) text += chunk.toString('utf8');
  return text;
}

async function searchedFile(
  world: World,
  { place: { projectId } }: BlindStudy,
  { personId }: TestMember,
): Promise<string> {
  const { fileName, chunks } = await openSearch(
    { db: world.api.db, work: workHere, signal: undefined },
    {
      projectId,
      personId,
      query: searchFileQuery.parse({ query: 'verdict:none OR layer:first-pass OR sanctie' }),
    },
  );
  let text = fileName;
  for await (const chunk of chunks) text += chunk.toString('utf8');
  return text;
}

async function dictionaryBytes(
  world: World,
  { place: { projectId }, dictionaryId }: BlindStudy,
  { personId }: TestMember,
): Promise<string> {
  const { fileName, chunks } = await openDictionary(
    { db: world.api.db, work: workHere, signal: undefined },
    { projectId, personId, query: dictionaryFileQuery.parse({ dictionary: dictionaryId }) },
  );
  let text = fileName;
  for await (const chunk of chunks) text += chunk.toString('utf8');
  return text;
}

async function passagesFile(
  world: World,
  { place: { projectId } }: BlindStudy,
  { personId }: TestMember,
  selection: PassageSelection,
): Promise<string> {
  const request = { projectId, personId, preset: 'data', selection } as const;
  const { fileName, chunks } = await openPassages({ db: world.api.db, work: workHere }, request);
  let text = fileName;
  for await (const chunk of chunks) text += chunk.toString('utf8');
  return text;
}

/** One thing that can be asked, under a name. */
interface Question {
  readonly what: string;
  ask(world: World): Promise<string>;
}

/** Everything that somebody can ask for: each query, further inputs of some, the news, the files. */
export function questionsOf(
  study: BlindStudy,
  member: TestMember,
  audience: Audience,
  clues: Clues,
): Question[] {
  const queries = readable.flatMap((path): Question[] => {
    const endpoint = endpoints[path];
    if (!endpoint) throw new Error(`${path} has no row in the endpoint table`);
    const further = furtherInputs(path, study, clues);
    const inputs = [
      (world: World) => endpoint.input(sceneFor(world, study, audience)),
      ...further.map((input) => () => input),
    ];
    return inputs.map((inputFor, at) => ({
      what: `${path} ${at}`,
      ask: async (world) => {
        const input = await inputFor(world);
        return bytesOf(() => world.as(member)(path, input));
      },
    }));
  });
  const news: Question = {
    what: 'live.catchUp since',
    ask: async (world) => {
      const input = { projectId: study.place.projectId, cursor: world.cursorOf(member) };
      const told = await bytesOf(() => world.as(member)('live.catchUp', input));
      const { cursor } = JSON.parse(told) as { cursor?: string };
      if (cursor !== undefined) world.setCursor(member, cursor);
      return told;
    },
  };
  const files = (['annotations', 'coding'] as const).flatMap((file) =>
    (['current', 'all'] as const).map((layer) => ({
      what: `csv ${file} ${layer}`,
      ask: (world: World) => bytesOf(() => download(world, study, member, file, layer)),
    })),
  );
  const agreements = agreementFiles.map((file) => ({
    what: `csv ${file}`,
    ask: (world: World) => bytesOf(() => agreementFile(world, study, member, file)),
  }));
  const found: Question = {
    what: 'csv search',
    ask: (world) => bytesOf(() => searchedFile(world, study, member)),
  };
  const ofDictionary: Question = {
    what: 'csv dictionary',
    ask: (world) => bytesOf(() => dictionaryBytes(world, study, member)),
  };
  const choices: readonly PassageSelection[] = [
    {},
    { thread: 'any' },
    { verdicts: ['none'] },
    { layer: 'final' },
    ...together(study),
  ];
  const passages = choices.map((selection) => ({
    what: `csv passages ${JSON.stringify(selection)}`,
    ask: (world: World) => bytesOf(() => passagesFile(world, study, member, selection)),
  }));
  return [...queries, news, ...files, ...passages, ...agreements, found, ofDictionary];
}

/** The frames of a live stream as they come, with their ids. */
export async function openStream(world: World, study: BlindStudy, member: TestMember) {
  const end = new AbortController();
  const { projectId } = study.place;
  const caller = world.as(member, end.signal);
  const { cursor } = (await world.as(member)('project.get', { projectId })) as { cursor: string };
  const stream = (await caller('live.project', { projectId, cursor })) as AsyncIterable<unknown>;
  const frames: string[] = [];
  const reading = (async () => {
    for await (const frame of stream) {
      if (!isTrackedEnvelope(frame)) throw new Error('an event without an id');
      frames.push(JSON.stringify([frame[0], frame[1]]));
    }
  })();
  return {
    frames,
    stop: async () => {
      end.abort();
      await reading;
    },
  };
}
