import { Buffer } from 'node:buffer';
import { randomUUIDv7 } from 'node:crypto';
import type { Scene } from '../scene.ts';
import { coders, type Endpoint, members } from './endpoint.ts';
import { asCaller, ofProject, opId } from './inputs.ts';

const ofQuery = (scene: Scene) => ({ ...ofProject(scene), query: 'nodig OR sancti*' });

/** A search that the caller keeps. */
async function ownSearch(scene: Scene) {
  const searchId = randomUUIDv7();
  const input = { opId: opId(), ...ofQuery(scene), id: searchId, name: 'Sanctions' };
  await asCaller(scene, (caller) => caller.search.save(input));
  return { searchId };
}

const aside = async (scene: Scene) => ({
  ...{ opId: opId(), ...ofProject(scene), ...(await ownSearch(scene)) },
  hits: [{ documentId: scene.place.documentId, start: 0, end: 4 }],
});

const aDictionary = (scene: Scene) => ({
  ...{ ...ofProject(scene), id: randomUUIDv7(), name: 'Frames' },
  entries: [
    { concept: 'pressure', pattern: 'sancti* OR nodig' },
    { concept: 'doubt', pattern: 'verdict:none OR memo:*' },
  ],
});

/** A dictionary that the caller keeps. */
async function ownDictionary(scene: Scene): Promise<string> {
  const input = { opId: opId(), ...aDictionary(scene) };
  await asCaller(scene, (caller) => caller.dictionary.save(input));
  return input.id;
}

/** What is found, and kept of it. */
export const aboutSearches: Readonly<Record<string, Endpoint>> = {
  'search.find': { for: members, input: ofQuery },
  'search.counts': { for: members, input: (scene) => ({ ...ofQuery(scene), by: 'author' }) },
  'search.collocates': { for: members, input: ofQuery },
  'search.forms': { for: members, input: (scene) => ({ ...ofProject(scene), word: 'sanctie' }) },
  'search.list': { for: members, input: ofProject },
  'search.save': {
    for: coders,
    input: (scene) => ({
      opId: opId(),
      ...ofQuery(scene),
      id: randomUUIDv7(),
      name: 'Sanctions',
      shared: true,
    }),
  },
  'search.edit': {
    for: coders,
    input: async (scene) => ({
      ...{ opId: opId(), ...ofProject(scene), ...(await ownSearch(scene)), version: 1 },
      change: { name: 'Other' },
    }),
  },
  'search.remove': {
    for: coders,
    input: async (scene) => ({ opId: opId(), ...ofProject(scene), ...(await ownSearch(scene)), version: 1 }),
  },
  'search.putAside': { for: coders, input: aside },
  'search.takeBack': { for: coders, input: aside },
  'dictionary.list': { for: members, input: ofProject },
  'dictionary.read': {
    for: coders,
    input: (scene) => ({
      ...ofProject(scene),
      file: Buffer.from('concept,pattern\npressure,sancti*\n').toString('base64'),
    }),
  },
  'dictionary.report': {
    for: members,
    input: async (scene) => ({ ...ofProject(scene), dictionaryId: await scene.sharedDictionary() }),
  },
  'dictionary.stop': { for: members, input: (scene) => ({ ...ofProject(scene), watch: opId() }) },
  'dictionary.save': { for: coders, input: (scene) => ({ opId: opId(), ...aDictionary(scene) }) },
  'dictionary.edit': {
    for: coders,
    input: async (scene) => ({
      ...{ opId: opId(), ...ofProject(scene), dictionaryId: await ownDictionary(scene), version: 1 },
      change: { name: 'Other' },
    }),
  },
  'dictionary.remove': {
    for: coders,
    input: async (scene) => ({
      ...{ opId: opId(), ...ofProject(scene), dictionaryId: await ownDictionary(scene), version: 1 },
    }),
  },
  'search.candidates': {
    for: members,
    input: (scene) => ({ ...ofQuery(scene), roundId: scene.place.roundId, boundary: 'sentence' }),
  },
  'search.tagHits': {
    for: coders,
    input: async (scene) => {
      const { documentId, roundId } = scene.place;
      await scene.ownAnnotation();
      const { projectId, query } = ofQuery(scene);
      return {
        ...{ opId: opId(), projectId, roundId, tagId: scene.cooperation.id, search: { query } },
        madeAt: '2026-11-29T16:00:00.000Z',
        hits: [{ documentId, start: 0, end: 4 }],
      };
    },
  },
  'search.progress': { for: members, input: (scene) => ({ ...ofProject(scene), watch: opId() }) },
};
