import { randomUUIDv7 } from 'node:crypto';
import { emptyTagContent } from '@koersvast/contracts';
import { coders, type Endpoint, editors, members } from './endpoint.ts';
import { livingTags, ofProject, opId, tagVersion } from './inputs.ts';

/** What it is coded with. */
export const aboutCodebook: Readonly<Record<string, Endpoint>> = {
  'tag.list': { for: members, input: ofProject },
  'tag.usage': { for: members, input: ofProject },
  'tag.passages': {
    for: members,
    input: (scene) => ({ ...ofProject(scene), tagId: scene.pressure.id }),
  },
  'passage.list': {
    for: members,
    input: (scene) => ({ ...ofProject(scene), selection: { tags: [scene.pressure.id] }, group: 'coder' }),
  },
  'passage.retag': {
    for: coders,
    input: async (scene) => {
      const { annotationId, layerId } = await scene.ownAnnotation();
      const passages = [{ layerId, annotationId }];
      return { opId: opId(), ...ofProject(scene), tagId: scene.cooperation.id, passages };
    },
  },
  'tag.create': {
    for: editors,
    input: (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      tag: { ...emptyTagContent, id: randomUUIDv7(), name: `tag of the ${scene.who}` },
    }),
  },
  'tag.edit': {
    for: editors,
    input: async (scene) => {
      const { id, version } = await scene.freshTag();
      return { opId: opId(), ...ofProject(scene), tagId: id, version, change: { definition: 'what it is' } };
    },
  },
  'tag.addExample': {
    for: editors,
    input: ({ text, document, pressure, place }) => ({
      opId: opId(),
      projectId: place.projectId,
      tagId: pressure.id,
      counter: true,
      quote: text.slice(0, 9),
      note: 'not the stance',
      source: { documentId: document.id, start: 0, end: 9 },
    }),
  },
  'tag.impact': {
    for: members,
    input: (scene) => ({ ...ofProject(scene), tagId: scene.pressure.id, intoId: scene.cooperation.id }),
  },
  'tag.merge': {
    for: editors,
    input: async (scene) => {
      const { id, version } = await scene.freshTag();
      return { opId: opId(), ...ofProject(scene), tagId: id, version, intoId: scene.cooperation.id };
    },
  },
  'tag.split': {
    for: editors,
    input: async (scene) => {
      const { annotationId, layerId, tagId } = await scene.ownAnnotation();
      return {
        opId: opId(),
        ...ofProject(scene),
        tagId,
        version: await tagVersion(scene, tagId),
        tag: { ...emptyTagContent, id: randomUUIDv7(), name: `split by the ${scene.who}` },
        annotations: [{ layerId, annotationId }],
      };
    },
  },
  'tag.versions': { for: members, input: ofProject },
  'tag.version': { for: members, input: (scene) => ({ ...ofProject(scene), version: 1 }) },
  'tag.order': {
    for: editors,
    input: async (scene) => ({ opId: opId(), ...ofProject(scene), tagIds: await livingTags(scene) }),
  },
  'tag.importCodebook': {
    for: editors,
    input: (scene) => ({ opId: opId(), ...ofProject(scene), csv: 'name\nfrom a file\n', dryRun: true }),
  },
};
