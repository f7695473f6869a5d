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

/** What is found, and kept of it. */
export const aboutSearches: Readonly<Record<string, Endpoint>> = {
  'search.find': { for: members, input: ofQuery },
  'search.counts': { for: members, input: (scene) => ({ ...ofQuery(scene), by: 'author' }) },
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
  'search.progress': { for: members, input: (scene) => ({ ...ofProject(scene), watch: opId() }) },
};
