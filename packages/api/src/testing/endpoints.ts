import { randomUUIDv7 } from 'node:crypto';
import { emptyTagContent } from '@koersvast/contracts';
import type { DomainErrorCode, Role } from '@koersvast/core';
import {
  asCaller,
  decision,
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
  reply,
  tagVersion,
  verdict,
} from './endpoint-inputs.ts';
import type { Scene } from './scene.ts';

/** Who may call a procedure, and with what. */
export interface Endpoint {
  /**
   * `everybody`, signed in or not; `people`, who are signed in; the owners of the installation, of whom the
   * scene's owner is one; or the roles in the project that may.
   */
  readonly for: 'everybody' | 'people' | 'installation owners' | readonly Role[];
  /** With what a call of somebody who may is refused all the same, because the scene has nothing for it. */
  readonly refused?: DomainErrorCode;
  /** A good input. Everything in it is there, and of this project. */
  input(scene: Scene): object | Promise<object>;
}

const members = ['owner', 'reviewer', 'coder', 'viewer'] as const;
const coders = ['owner', 'reviewer', 'coder'] as const;
const editors = ['owner', 'reviewer'] as const;
const owners = ['owner'] as const;

/** The one table of who may do what over the API. A procedure without a row fails the tests. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  'adjudication.startPreview': {
    for: editors,
    input: ({ place }) => ({ ...place, rule: { kind: 'unanimous' } }),
  },
  'adjudication.start': {
    for: editors,
    input: async (scene) => ({
      opId: opId(),
      ...scene.place,
      ...(await scene.freshDocument()),
      rule: { kind: 'empty' },
    }),
  },
  'adjudication.decide': { for: editors, input: decision },
  'adjudication.withdraw': {
    for: editors,
    input: async (scene) => {
      const input = await decision(scene);
      await asCaller(scene, (caller) => caller.adjudication.decide(input));
      return { opId: opId(), ...scene.place, decisionId: input.decisionId, version: 1 };
    },
  },
  'adjudication.setFinished': {
    for: editors,
    input: async (scene) => {
      const place = { ...scene.place, ...(await scene.freshDocument()) };
      const start = { opId: opId(), ...place, rule: { kind: 'empty' as const } };
      await asCaller(scene, (caller) => caller.adjudication.start(start));
      const { rows } = await scene.api.db.pool.query<{ id: string }>(
        "SELECT id FROM layer WHERE document_id = $1 AND kind = 'final'",
        [place.documentId],
      );
      return { opId: opId(), ...place, layerId: rows[0]?.id ?? randomUUIDv7(), version: 1, finished: true };
    },
  },
  'adjudication.overview': { for: members, input: ofProject },
  'adjudication.learning': { for: members, input: (scene) => ({ ...ofProject(scene), roundId: null }) },
  'annotation.list': { for: members, input: ofDocument },
  'annotation.create': {
    for: coders,
    input: async (scene) => {
      const tag = { ...scene.pressure, ...(await scene.freshTag()) };
      return scene.coding('nodig', tag);
    },
  },
  'annotation.edit': {
    for: coders,
    input: async (scene) => {
      const { annotationId } = await scene.ownAnnotation();
      return { opId: opId(), ...scene.place, annotationId, version: 1, change: { memo: 'a note' } };
    },
  },
  'annotation.remove': {
    for: coders,
    input: async (scene) => {
      const { annotationId } = await scene.ownAnnotation();
      return { opId: opId(), ...scene.place, annotationId, version: 1 };
    },
  },
  'annotation.restore': {
    for: coders,
    input: async (scene) => {
      const { annotationId } = await scene.ownAnnotation();
      const personId = scene.personOf(scene.who);
      if (personId !== null) {
        const remove = { opId: opId(), ...scene.place, annotationId, version: 1 };
        await scene.api
          .as(personId)
          .annotation.remove(remove)
          .catch(() => undefined);
      }
      return { opId: opId(), ...scene.place, annotationId, version: 2 };
    },
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
  'document.list': { for: members, input: (scene) => ({ ...ofProject(scene), removed: false }) },
  'document.get': { for: members, input: ofDocument },
  'document.text': { for: members, input: ofDocument },
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
      const { rows } = await scene.api.db.pool.query<{ version: number }>(
        'SELECT version FROM document WHERE id = $1',
        [scene.document.id],
      );
      const version = rows[0]?.version ?? 1;
      return { opId: opId(), ...ofDocument(scene), version, change: { title: `Letter ${version}` } };
    },
  },
  'export.preview': {
    for: members,
    input: (scene) => ({ ...ofDocument(scene), file: 'annotations', preset: 'data', layer: 'current' }),
  },
  'history.list': {
    for: members,
    input: (scene) => ({
      ...ofDocument(scene),
      memberId: null,
      noun: null,
      cursor: null,
    }),
  },
  'history.documentAt': {
    for: members,
    input: (scene) => ({ ...ofDocument(scene), at: '2026-11-23T20:00:00.000Z' }),
  },
  'installation.people': { for: 'installation owners', input: () => ({}) },
  'installation.setRole': {
    for: 'installation owners',
    input: async (scene) => ({ personId: (await scene.freshMember()).personId, role: 'owner' }),
  },
  'installation.backups': { for: 'installation owners', input: () => ({}) },
  'installation.backUp': { for: 'installation owners', input: () => ({}) },
  'live.project': { for: members, input: (scene) => ({ ...ofProject(scene), cursor: 'shared=0' }) },
  'live.catchUp': { for: members, input: (scene) => ({ ...ofProject(scene), cursor: 'shared=0' }) },
  'live.here': { for: members, input: (scene) => ({ ...ofDocument(scene), tabId: randomUUIDv7() }) },
  'live.leave': { for: members, input: (scene) => ({ ...ofProject(scene), tabId: randomUUIDv7() }) },
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
  'operation.undo': {
    for: coders,
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      target: (await scene.ownAnnotation()).opId,
    }),
  },
  'operation.undoStack': { for: members, input: ({ place }) => place },
  'operation.history': {
    for: members,
    input: (scene) => ({
      ...ofProject(scene),
      noun: 'document',
      layerId: null,
      entityId: scene.document.id,
    }),
  },
  'project.list': { for: 'people', input: () => ({}) },
  'project.get': { for: members, input: ofProject },
  'project.create': {
    for: 'people',
    input: () => ({ opId: opId(), id: randomUUIDv7(), name: 'Another study', language: 'nl' }),
  },
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
  'reading.create': {
    for: coders,
    input: async (scene) => {
      const { documentId } = await scene.freshDocument();
      const reading = { id: randomUUIDv7(), block: 1, madeAt: '2026-11-24T08:00:00.000Z' };
      return { opId: opId(), ...scene.place, documentId, reading };
    },
  },
  'reading.remove': {
    for: coders,
    input: async (scene) => ({ opId: opId(), ...(await scene.ownReading()), version: 1 }),
  },
  'reply.create': { for: coders, input: reply },
  'reply.edit': {
    for: coders,
    input: async (scene) => {
      const input = await reply(scene);
      await asCaller(scene, (caller) => caller.reply.create(input));
      const change = { text: 'Or why not?', mentions: [] };
      return { opId: opId(), ...scene.place, replyId: input.id, version: 1, ...change };
    },
  },
  'reply.remove': {
    for: coders,
    input: async (scene) => {
      const input = await reply(scene);
      await asCaller(scene, (caller) => caller.reply.create(input));
      return { opId: opId(), ...scene.place, replyId: input.id, version: 1 };
    },
  },
  'review.give': { for: editors, input: verdict },
  'review.acceptAlike': { for: editors, input: ({ place }) => ({ opId: opId(), ...place }) },
  'review.withdraw': {
    for: editors,
    input: async (scene) => {
      const input = await verdict(scene);
      await asCaller(scene, (caller) => caller.review.give(input));
      return { opId: opId(), ...scene.place, reviewId: input.id, version: 1 };
    },
  },
  'review.respond': {
    for: coders,
    input: async (scene) => ({
      opId: opId(),
      ...scene.place,
      reviewId: await scene.verdictOnOwn(),
      version: 1,
      response: 'learned',
    }),
  },
  'review.notices': { for: members, input: ofProject },
  'review.noticesSeen': {
    for: members,
    input: (scene) => ({ ...ofProject(scene), until: '2026-11-23T20:00:00.000Z' }),
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
  'session.setPreferences': { for: 'people', input: () => preferences },
  'session.firstOwnerLink': { for: 'everybody', input: () => ({ token: linkToken }) },
  'session.createFirstOwner': {
    for: 'everybody',
    refused: 'link_not_valid',
    input: () => ({ token: linkToken, name: 'First', email: 'first@example.org', password }),
  },
  'session.apiTokens': { for: 'people', input: () => ({}) },
  'session.createApiToken': { for: 'people', input: () => ({ label: 'R at home' }) },
  'session.revokeApiToken': { for: 'people', refused: 'not_found', input: () => ({ id: randomUUIDv7() }) },
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
