import { randomUUIDv7 } from 'node:crypto';
import {
  buildAssignment,
  buildDocument,
  buildMember,
  buildProject,
  buildRound,
  buildTag,
  type TestMember,
} from '@koersvast/db/testing';
import type { TestApi } from '../../testing/study.ts';

/** One span: which coder, from where to where, with which tag; coders and tags by their places. */
export type Span = readonly [coder: number, start: number, end: number, tag: number];

/** No white space, and a character of two code units, so that offsets of one kind are not those of the other. */
const textOf = (length: number) => `😀${'x'.repeat(length - 1)}`;

/** A project with documents of given lengths or texts, coders and a blind round, and tags. */
export async function buildCoded(
  api: TestApi,
  {
    lengths = [],
    texts = lengths.map(textOf),
    coders,
    tags,
  }: {
    readonly lengths?: readonly number[];
    readonly texts?: readonly string[];
    readonly coders: number;
    readonly tags: number;
  },
) {
  const { db } = api;
  const project = await buildProject(db);
  const round = await buildRound(db, project, { blind: true });
  const documents: { id: string; text: string }[] = [];
  for (const text of texts) {
    documents.push({ ...(await buildDocument(db, project, { text })), text });
  }
  const members: TestMember[] = [];
  for (let at = 0; at < coders; at += 1) members.push(await buildMember(db, project));
  const tagIds: string[] = [];
  for (let at = 0; at < tags; at += 1) tagIds.push((await buildTag(db, project, { name: `tag ${at}` })).id);
  const assign = async (member: TestMember, document: { id: string }, of = round) =>
    buildAssignment(db, project, { round: of, document, member });
  const placeOf = (document: { id: string }, of = round) => ({
    projectId: project.id,
    documentId: document.id,
    roundId: of.id,
  });
  const owner = api.as(project.owner.personId);
  return {
    project,
    round,
    documents,
    members,
    tagIds,
    assign,
    owner,
    as: (member: { readonly personId: string }) => api.as(member.personId),
    /** Offsets are code points, as they are published. */
    code: async (document: { id: string; text: string }, spans: readonly Span[], of = round) => {
      const units = Array.from(document.text);
      for (const [coder, start, end, tag] of spans) {
        const before = units.slice(0, start).join('').length;
        const quote = units.slice(start, end).join('');
        await api.as(members[coder]?.personId ?? null).annotation.create({
          opId: randomUUIDv7(),
          ...placeOf(document, of),
          annotation: {
            ...{
              id: randomUUIDv7(),
              tagId: tagIds[tag] ?? '',
              start: before,
              end: before + quote.length,
              quote,
            },
            ...{ memo: null, certainty: null, madeAt: '2026-11-23T20:00:00.000Z' },
          },
        });
      }
    },
    done: async (document: { id: string }, who: readonly TestMember[] = members, of = round) => {
      for (const member of who)
        await api
          .as(member.personId)
          .assignment.setState({ opId: randomUUIDv7(), ...placeOf(document, of), state: 'done' });
    },
    reveal: (of = round) =>
      owner.round.reveal({
        opId: randomUUIDv7(),
        projectId: project.id,
        roundId: of.id,
        version: of.version,
      }),
    overview: (selection: object = {}, person = project.owner) =>
      api.as(person.personId).agreement.overview({ projectId: project.id, selection }),
  };
}

/** Krippendorff 2019, Fig. 12.11: three coders, 60 characters, values 1 to 7. */
export const published: readonly Span[] = [
  [0, 0, 7, 0],
  [0, 7, 13, 1],
  [0, 30, 32, 4],
  [0, 32, 37, 5],
  [0, 37, 44, 5],
  [0, 44, 60, 6],
  [1, 0, 7, 0],
  [1, 7, 13, 2],
  [1, 13, 21, 4],
  [1, 32, 44, 5],
  [2, 0, 7, 0],
  [2, 7, 13, 3],
  [2, 13, 21, 4],
  [2, 32, 37, 5],
  [2, 37, 41, 5],
  [2, 41, 44, 5],
];
