import { randomUUIDv7 } from 'node:crypto';
import { emptyTagContent } from '@koersvast/contracts';
import type { Scene } from '../scene.ts';
import { coders, type Endpoint, editors, members, owners } from './endpoint.ts';
import {
  documentAt,
  freshSet,
  linkToken,
  livingTags,
  metadata,
  ofDocument,
  ofProject,
  ofRound,
  opId,
  password,
  pasted,
  preferences,
  projectVersion,
  tagVersion,
} from './inputs.ts';

/** Of all that is coded openly now: whoever is blind for any of it is told so. */
const ofSelection = (scene: Scene) => ({
  ...ofProject(scene),
  selection: { roundId: scene.project.round.id, layers: 'current', onlyIndependent: false },
});

const lostOne = (scene: Scene) => ({
  ...{ opId: opId(), ...ofDocument(scene) },
  ...{ layerId: randomUUIDv7(), annotationId: randomUUIDv7(), version: 1 },
});

/** What is arranged around them: the installation, people, projects, rounds, documents and the codebook. */
export const aroundDocuments: Readonly<Record<string, Endpoint>> = {
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
  'agreement.methods': { for: members, input: (scene) => ({ ...ofSelection(scene), language: 'nl' }) },
  'agreement.progress': { for: members, input: (scene) => ({ ...ofProject(scene), watch: opId() }) },
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
  'demo.add': { for: 'people', input: () => ({ letters: 1 }) },
  'installation.people': { for: 'installation owners', input: () => ({}) },
  'installation.setRole': {
    for: 'installation owners',
    input: async (scene) => ({ personId: (await scene.freshMember()).personId, role: 'owner' }),
  },
  'installation.backups': { for: 'installation owners', input: () => ({}) },
  'installation.backUp': { for: 'installation owners', input: () => ({}) },
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
  'job.list': { for: 'people', input: () => ({}) },
  'job.get': {
    for: editors,
    hidden: true,
    input: async (scene) => ({ ...ofProject(scene), jobId: await scene.ownJob() }),
  },
  'job.cancel': {
    for: editors,
    hidden: true,
    input: async (scene) => ({ ...ofProject(scene), jobId: await scene.ownJob() }),
  },
  'job.follow': { for: 'people', input: () => ({}) },
  'member.invite': {
    for: owners,
    input: (scene) => ({ opId: opId(), ...ofProject(scene), id: randomUUIDv7(), role: 'coder' }),
  },
  'member.invitations': { for: owners, input: ofProject },
  'member.revokeInvitation': {
    for: owners,
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      invitationId: await scene.freshInvitation(),
    }),
  },
  'member.edit': {
    for: owners,
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      memberId: (await scene.freshMember()).id,
      version: 1,
      change: { role: 'viewer' },
    }),
  },
  'member.invitation': { for: 'everybody', input: () => ({ token: linkToken }) },
  'member.join': {
    for: 'everybody',
    refused: 'link_not_valid',
    input: () => ({ token: linkToken, newcomer: { name: 'New', email: 'new@example.org', password } }),
  },
  'project.list': { for: 'people', input: () => ({}) },
  'project.get': { for: members, input: ofProject },
  'project.create': {
    for: 'people',
    input: () => ({ opId: opId(), id: randomUUIDv7(), name: 'Another study', language: 'nl' }),
  },
  'project.recountSeen': { for: owners, input: ofProject },
  'project.edit': {
    for: owners,
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      version: await projectVersion(scene),
      change: { name: 'Renamed' },
    }),
  },
  'project.delete': {
    for: owners,
    refused: 'name_does_not_match',
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      version: await projectVersion(scene),
      name: 'Not its name',
    }),
  },
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
  'round.revealPreview': { for: owners, input: (scene) => scene.freshRound() },
  'round.reveal': {
    for: owners,
    input: async (scene) => ({ opId: opId(), ...(await scene.freshRound()), version: 1 }),
  },
  'round.lift': {
    for: owners,
    input: async (scene) => ({ opId: opId(), ...(await scene.freshRound()) }),
  },
  'session.current': { for: 'everybody', input: () => ({}) },
  'session.signIn': {
    for: 'everybody',
    refused: 'wrong_credentials',
    input: () => ({ email: 'nobody@example.org', password }),
  },
  'session.signOut': { for: 'everybody', input: () => ({ everywhere: false }) },
  'session.changePassword': {
    for: 'people',
    // Here nobody has a cookie, and so no session whose password could change.
    refused: 'not_signed_in',
    input: () => ({ current: 'not the one', next: password }),
  },
  'session.setName': { for: 'people', input: () => ({ name: 'Somebody' }) },
  'session.changeEmail': {
    for: 'people',
    refused: 'not_signed_in',
    input: () => ({ email: 'somebody.else@example.org', password }),
  },
  'session.setPreferences': { for: 'people', input: () => preferences },
  'session.firstOwnerLink': { for: 'everybody', input: () => ({ token: linkToken }) },
  'session.createFirstOwner': {
    for: 'everybody',
    refused: 'link_not_valid',
    input: () => ({ token: linkToken, name: 'First', email: 'first@example.org', password }),
  },
  'session.apiTokens': { for: 'people', input: () => ({}) },
  'session.createApiToken': {
    for: 'people',
    refused: 'not_signed_in',
    input: () => ({ label: 'R at home', days: 30, password }),
  },
  'session.revokeApiToken': { for: 'people', refused: 'not_found', input: () => ({ id: randomUUIDv7() }) },
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
  'tag.list': { for: members, input: ofProject },
  'tag.usage': { for: members, input: ofProject },
  'tag.passages': {
    for: members,
    input: (scene) => ({ ...ofProject(scene), tagId: scene.pressure.id }),
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
