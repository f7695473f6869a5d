import { randomUUIDv7 } from 'node:crypto';
import type { Scene } from '../scene.ts';
import { coders, type Endpoint, editors, members, owners } from './endpoint.ts';
import { documentAt, freshSet, metadata, ofDocument, ofProject, opId, pasted } from './inputs.ts';

const lostOne = (scene: Scene) => ({
  ...{ opId: opId(), ...ofDocument(scene) },
  ...{ layerId: randomUUIDv7(), annotationId: randomUUIDv7(), version: 1 },
});

/** What is coded: documents, sets of them, and how files become documents. */
export const aboutDocuments: Readonly<Record<string, Endpoint>> = {
  'document.list': { for: members, input: (scene) => ({ ...ofProject(scene), removed: false }) },
  'document.get': { for: members, input: ofDocument },
  'document.text': { for: members, input: ofDocument },
  'document.pages': { for: members, input: (scene) => ({ ...ofDocument(scene), first: 1, last: 2 }) },
  'document.attachments': { for: members, input: ofDocument },
  'document.preview': {
    for: editors,
    input: (scene) => ({ ...ofProject(scene), source: pasted, encoding: null }),
  },
  'document.add': {
    for: editors,
    input: (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      id: randomUUIDv7(),
      source: pasted,
      encoding: null,
      metadata,
    }),
  },
  'document.edit': {
    for: editors,
    input: async (scene) => {
      const { version } = await documentAt(scene);
      return { opId: opId(), ...ofDocument(scene), version, change: { title: `Letter ${version}` } };
    },
  },
  'document.matchSheet': {
    for: editors,
    input: (scene) => ({
      ...ofProject(scene),
      name: 'details.csv',
      base64: 'dGl0bGUsYXV0aG9yCkxldHRlcixCbG9rCg==',
      language: 'nl',
    }),
  },
  'document.editMany': {
    for: editors,
    input: async (scene) => {
      const { documentId, version } = await documentAt(scene);
      const edits = [{ documentId, version, change: { fields: { round: `of ${version}` } } }];
      return { opId: opId(), ...ofProject(scene), edits };
    },
  },
  'document.removeMany': {
    for: editors,
    // Of a letter that is there already nothing changes.
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      removed: false,
      documents: [await documentAt(scene)],
    }),
  },
  'intake.list': { for: editors, input: ofProject },
  'intake.open': { for: editors, input: (scene) => ({ ...ofProject(scene), intakeId: randomUUIDv7() }) },
  'intake.get': {
    for: editors,
    input: async (scene) => ({ ...ofProject(scene), intakeId: await scene.ownIntake() }),
  },
  'intake.read': {
    for: editors,
    input: async (scene) => ({ ...ofProject(scene), intakeId: await scene.ownIntake() }),
  },
  // Nothing is read yet.
  'intake.text': {
    for: editors,
    refused: 'not_found',
    input: async (scene) => ({
      ...{ ...ofProject(scene), intakeId: await scene.ownIntake(), itemId: randomUUIDv7() },
    }),
  },
  'intake.choose': {
    for: editors,
    refused: 'not_found',
    input: async (scene) => ({
      ...{ ...ofProject(scene), intakeId: await scene.ownIntake(), itemIds: [randomUUIDv7()] },
      choice: { include: false },
    }),
  },
  'intake.add': {
    for: editors,
    refused: 'intake_empty',
    input: async (scene) => ({
      ...{ ...ofProject(scene), opId: opId(), intakeId: await scene.ownIntake() },
    }),
  },
  'intake.leave': {
    for: editors,
    input: async (scene) => ({ ...ofProject(scene), intakeId: await scene.ownIntake() }),
  },
  'rendition.begin': {
    for: owners,
    input: async (scene) => ({
      ...{ ...ofProject(scene), ...(await scene.freshDocument()) },
      ...{ intakeId: randomUUIDv7(), from: 'original' },
    }),
  },
  // Nothing is read yet.
  'rendition.preview': {
    for: owners,
    refused: 'not_found',
    input: (scene) => ({ ...ofDocument(scene), intakeId: randomUUIDv7() }),
  },
  'rendition.confirm': {
    for: owners,
    refused: 'not_found',
    input: (scene) => ({
      ...{ opId: opId(), ...ofDocument(scene), id: randomUUIDv7(), intakeId: randomUUIDv7() },
      key: '0'.repeat(64),
    }),
  },
  // Nothing waits for a place.
  'rendition.place': {
    for: coders,
    refused: 'not_found',
    input: (scene) => ({ ...lostOne(scene), start: 0, end: 1, quote: 'K' }),
  },
  'rendition.leave': { for: coders, refused: 'not_found', input: lostOne },
  'rendition.list': { for: members, input: ofDocument },
  'rendition.lost': { for: members, input: ofDocument },
  'set.list': { for: members, input: ofProject },
  'set.create': {
    for: editors,
    input: (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      id: randomUUIDv7(),
      name: 'Letters of 2019',
      members: { conditions: [['date', 'range', '2019', '2019']], documentIds: [] },
    }),
  },
  'set.edit': {
    for: editors,
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      setId: await freshSet(scene),
      version: 1,
      change: { name: 'Renamed' },
    }),
  },
  'set.remove': {
    for: editors,
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      setId: await freshSet(scene),
      version: 1,
    }),
  },
};
