import { randomUUIDv7 } from 'node:crypto';
import type { Scene } from '../scene.ts';
import { coders, type Endpoint, members, owners } from './endpoint.ts';
import { asCaller, ofProject, ofRound, opId } from './inputs.ts';

/** Of all that is coded openly now: whoever is blind for any of it is told so. */
const ofSelection = (scene: Scene) => ({
  ...ofProject(scene),
  selection: { roundId: scene.project.round.id, layers: 'current', onlyIndependent: false },
});

/** A chart that the caller pins. */
async function pinned(scene: Scene) {
  const findingId = randomUUIDv7();
  const pin = { opId: opId(), ...ofProject(scene), id: findingId, title: 'Since 2014', chart: {} };
  await asCaller(scene, (caller) => caller.finding.pin(pin));
  return { findingId };
}

/** Who codes what, and how far they agree. */
export const aboutRounds: Readonly<Record<string, Endpoint>> = {
  'agreement.overview': { for: members, input: ofSelection },
  'agreement.tag': {
    for: members,
    input: (scene) => ({ ...ofSelection(scene), tagId: scene.pressure.id }),
  },
  'agreement.pairs': { for: members, input: ofSelection },
  'agreement.confusion': { for: members, input: (scene) => ({ ...ofSelection(scene), unit: 'span' }) },
  'agreement.units': { for: members, input: (scene) => ({ ...ofSelection(scene), unit: 'sentence' }) },
  'agreement.documents': { for: members, input: ofSelection },
  'agreement.passages': {
    for: members,
    input: (scene) => ({ ...ofSelection(scene), tagId: scene.pressure.id }),
  },
  'agreement.drift': { for: members, input: ofSelection },
  'agreement.plan': { for: members, input: ofSelection },
  'agreement.repeats': { for: members, input: ofSelection },
  'agreement.methods': { for: members, input: (scene) => ({ ...ofSelection(scene), language: 'nl' }) },
  'agreement.progress': { for: members, input: (scene) => ({ ...ofProject(scene), watch: opId() }) },
  'count.table': {
    for: members,
    input: (scene) => ({ ...ofSelection(scene), by: { kind: 'field', column: 'author' } }),
  },
  'count.together': { for: members, input: (scene) => ({ ...ofSelection(scene), relation: 'overlap' }) },
  'count.portrait': { for: members, input: ofSelection },
  'finding.list': { for: members, input: ofProject },
  'finding.pin': {
    for: coders,
    input: (scene) => ({
      ...{ opId: opId(), ...ofProject(scene), id: randomUUIDv7(), title: 'Since 2014', note: 'More of it.' },
      chart: { chart: 'time', period: 'year', below: true },
    }),
  },
  'finding.edit': {
    for: coders,
    input: async (scene) => ({
      ...{ opId: opId(), ...ofProject(scene), ...(await pinned(scene)), version: 1 },
      change: { title: 'Since 2015' },
    }),
  },
  'finding.remove': {
    for: coders,
    input: async (scene) => ({ opId: opId(), ...ofProject(scene), ...(await pinned(scene)), version: 1 }),
  },
  'assignment.setState': {
    for: coders,
    input: ({ place }) => ({ opId: opId(), ...place, state: 'in_progress' }),
  },
  'assignment.assign': {
    for: owners,
    input: ({ place, coder }) => ({
      opId: opId(),
      projectId: place.projectId,
      roundId: place.roundId,
      cells: [{ documentId: place.documentId, memberId: coder.id, assigned: true }],
    }),
  },
  'assignment.work': { for: members, input: ofProject },
  'assignment.board': { for: owners, input: ofRound },
  'round.create': {
    for: owners,
    input: ({ place, coder }) => ({
      opId: opId(),
      projectId: place.projectId,
      id: randomUUIDv7(),
      name: 'Another round',
      blind: false,
      documentIds: [place.documentId],
      assignments: {
        kind: 'chosen',
        chosen: [{ documentId: place.documentId, memberId: coder.id }],
      },
    }),
  },
  'round.edit': {
    for: owners,
    input: async (scene) => ({
      opId: opId(),
      ...(await scene.freshRound()),
      version: 1,
      change: { name: 'Renamed' },
    }),
  },
  'round.setState': {
    for: owners,
    input: async (scene) => ({ opId: opId(), ...(await scene.freshRound()), version: 1, state: 'closed' }),
  },
  'round.remove': {
    for: owners,
    input: async (scene) => ({ opId: opId(), ...(await scene.freshRound()), version: 1 }),
  },
  'round.openCoding': {
    for: owners,
    input: ({ place }) => ({ projectId: place.projectId, documentIds: [place.documentId] }),
  },
  'round.plan': {
    for: owners,
    input: ({ place, coder, colleague }) => ({
      projectId: place.projectId,
      documentIds: [place.documentId],
      plan: {
        codersPerDocument: 2,
        memberIds: [coder.id, colleague.id],
        doubleCodedPercent: null,
        stratifiedBy: null,
        seed: 1,
      },
    }),
  },
  'round.planRepeats': {
    for: owners,
    input: ({ place, coder, colleague }) => ({
      projectId: place.projectId,
      repeats: { memberIds: [coder.id, colleague.id], perCoder: 2, days: 0, seed: 1 },
    }),
  },
  'round.revealPreview': { for: owners, input: (scene) => scene.freshRound() },
  'round.reveal': {
    for: owners,
    input: async (scene) => ({ opId: opId(), ...(await scene.freshRound()), version: 1 }),
  },
  'round.lift': {
    for: owners,
    input: async (scene) => ({ opId: opId(), ...(await scene.freshRound()) }),
  },
};
