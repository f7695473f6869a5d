import type { Scene } from '../scene.ts';
import { type Endpoint, members } from './endpoint.ts';
import { ofProject, opId } from './inputs.ts';

const ofQuery = (scene: Scene) => ({ ...ofProject(scene), query: 'nodig OR sancti*' });

/** What is found, and kept of it. */
export const aboutSearches: Readonly<Record<string, Endpoint>> = {
  'search.find': { for: members, input: ofQuery },
  'search.counts': { for: members, input: (scene) => ({ ...ofQuery(scene), by: 'author' }) },
  'search.progress': { for: members, input: (scene) => ({ ...ofProject(scene), watch: opId() }) },
};
