import { randomUUIDv7 } from 'node:crypto';
import { coders, type Endpoint, editors, members } from './endpoint.ts';
import { asCaller, decision, ofDocument, ofProject, opId, reply, verdict } from './inputs.ts';

/** What is done in documents: coding, reviewing, settling, and what is read of it. */
export const inDocuments: Readonly<Record<string, Endpoint>> = {
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
  'annotation.origin': {
    for: members,
    input: async (scene) => {
      const { layerId, annotationId } = await scene.othersAnnotation();
      return { ...ofProject(scene), layerId, annotationId };
    },
  },
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
  'live.project': { for: members, input: (scene) => ({ ...ofProject(scene), cursor: '' }) },
  'live.catchUp': { for: members, input: (scene) => ({ ...ofProject(scene), cursor: '' }) },
  'live.here': { for: members, input: (scene) => ({ ...ofDocument(scene), tabId: randomUUIDv7() }) },
  'live.leave': { for: members, input: (scene) => ({ ...ofProject(scene), tabId: randomUUIDv7() }) },
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
      response: 'kept',
      reason: 'The codebook says so.',
    }),
  },
  'review.notices': { for: members, input: ofProject },
  'review.noticesSeen': {
    for: members,
    input: (scene) => ({ ...ofProject(scene), until: '2026-11-23T20:00:00.000Z' }),
  },
  'review.markNotices': {
    for: members,
    input: (scene) => ({
      ...ofProject(scene),
      markId: randomUUIDv7(),
      what: { kind: 'all', until: '2026-11-23T20:00:00.000Z' },
    }),
  },
  'review.unmarkNotices': {
    for: members,
    input: (scene) => ({ ...ofProject(scene), markId: randomUUIDv7() }),
  },
  'review.awaiting': { for: editors, input: ofProject },
};
