import type {
  Acknowledgement,
  Annotation,
  AnnotationsOfDocument,
  Change,
  Layer,
  Member,
  ProjectDetail,
  Reply,
  Review,
  Round,
  Tag,
} from '@koersvast/contracts';
import { abilitiesOf, type Role } from '@koersvast/core/ability';
import { untold } from '@koersvast/core/fact';

/* One small study, as the server tells of it: what a test does not say of a thing is usual. */

/** An id that reads well when a test fails. */
export function idOf(kind: number, nth: number): string {
  return `0000000${kind}-0000-7000-8000-${String(nth).padStart(12, '0')}`;
}

export const projectId = idOf(1, 1);
export const documentId = idOf(2, 1);
const moment = '2026-11-02T10:00:00.000Z';

export function aTag(nth: number, more: Partial<Tag> = {}): Tag {
  return {
    id: idOf(3, nth),
    parentId: null,
    name: `tag ${nth}`,
    names: {},
    key: null,
    appearance: nth - 1,
    definition: '',
    whenToUse: '',
    whenNot: '',
    examples: [],
    counterExamples: [],
    position: nth,
    meaningVersion: 1,
    mergedIntoId: null,
    version: 1,
    createdAt: moment,
    archivedAt: null,
    ...more,
  };
}

export function aMember(nth: number, name: string, more: Partial<Member> = {}): Member {
  const initials = name.slice(0, 2).toUpperCase();
  return {
    id: idOf(4, nth),
    role: 'coder',
    version: 1,
    removedAt: null,
    ...untold.member,
    name,
    initials,
    email: null,
    ...more,
  };
}

export function aRound(more: Partial<Round> = {}): Round {
  return {
    id: idOf(5, 1),
    number: 1,
    name: 'First',
    blind: false,
    state: 'running',
    documentIds: [],
    plan: null,
    repeats: null,
    searching: true,
    version: 1,
    revealedAt: null,
    deadline: null,
    removedAt: null,
    ...untold.round,
    ...more,
  };
}

export const els = aMember(1, 'Els');
export const jan = aMember(2, 'Jan');
export const pressure = aTag(1, { name: 'Pressure', key: 'p', definition: 'Somebody is urged.' });
export const trade = aTag(2, { name: 'Trade', key: 't' });

/** Looked at by Els, who has this role; Jan codes. */
export function aProject(role: Role = 'coder', more: Partial<ProjectDetail> = {}): ProjectDetail {
  const me = { ...els, role };
  return {
    project: {
      id: projectId,
      name: 'Letters',
      language: 'en',
      version: 1,
      codebookVersion: 1,
      verdictKinds: [],
      documentFields: [],
      createdAt: moment,
      archivedAt: null,
      deletedAt: null,
      ...untold.project,
    },
    me,
    abilities: [...abilitiesOf(role)],
    members: [me, jan],
    rounds: [aRound()],
    tags: [pressure, trade],
    blindDocumentIds: [],
    recounted: false,
    cursor: '1',
    ...more,
  };
}

export const text = 'The cabinet urges Russia to talk, and trades with it.';

/** The layer of a member's present work. */
function aLayer({ id: memberId }: Pick<Member, 'id'>, more: Partial<Layer> = {}): Layer {
  return {
    id: memberId.replace('00000004', '00000006'),
    documentId,
    roundId: idOf(5, 1),
    memberId,
    kind: 'current',
    independent: false,
    finishedAt: null,
    sourceLayerId: null,
    version: 1,
    createdAt: moment,
    ...more,
  };
}

export function anAnnotation(nth: number, coder: Member = els, more: Partial<Annotation> = {}): Annotation {
  const [start, end] = [more.start ?? 4, more.end ?? 11];
  return {
    id: idOf(7, nth),
    layerId: aLayer(coder).id,
    documentId,
    tagId: pressure.id,
    start,
    end,
    startCp: start,
    endCp: end,
    quote: text.slice(start, end),
    memo: null,
    certainty: null,
    version: 1,
    codebookVersion: 1,
    createdById: coder.id,
    madeAt: moment,
    createdAt: moment,
    updatedAt: moment,
    deletedAt: null,
    ...more,
  };
}

/** Jan's verdict on an annotation. */
export function aReview(about: Annotation, more: Partial<Review> = {}): Review {
  return {
    id: idOf(8, 1),
    layerId: about.layerId,
    documentId,
    annotationId: about.id,
    annotationVersion: about.version,
    restoredVersion: null,
    verdict: 'reject',
    kind: null,
    reason: 'This is no pressure.',
    proposedTagId: null,
    proposedStart: null,
    proposedEnd: null,
    proposedStartCp: null,
    proposedEndCp: null,
    proposedQuote: null,
    response: null,
    respondedAt: null,
    responseReason: null,
    version: 1,
    createdById: jan.id,
    createdAt: moment,
    supersededAt: null,
    withdrawnAt: null,
    ...more,
  };
}

export function aReply(nth: number, about: Annotation, more: Partial<Reply> = {}): Reply {
  return {
    id: idOf(9, nth),
    layerId: about.layerId,
    documentId,
    annotationId: about.id,
    text: `reply ${nth}`,
    mentions: [],
    version: 1,
    createdById: jan.id,
    createdAt: moment,
    updatedAt: moment,
    deletedAt: null,
    ...more,
  };
}

export function aDocument(more: Partial<AnnotationsOfDocument> = {}): AnnotationsOfDocument {
  const layers = [aLayer(els), aLayer(jan)];
  const nothing = { annotations: [], assignments: [], readings: [], reviews: [], replies: [], decisions: [] };
  return { ...nothing, layers, cursor: '1', ...more };
}

type Noun = Change['noun'];
type RowOf<Each extends Noun> = NonNullable<Extract<Change, { noun: Each }>['after']>;

/** That something was changed into `after`, by Jan. */
export function aChange<Each extends Noun>(
  noun: Each,
  after: RowOf<Each> | null,
  more: {
    readonly action?: Change['action'];
    readonly before?: RowOf<Each> | null;
    readonly memberId?: string;
  } = {},
): Change {
  const { action = 'edit', before = null, memberId = jan.id } = more;
  return { opId: idOf(0, 1), noun, action, before, after, memberId, at: moment } as Change;
}

export function anAcknowledgement(changes: readonly Change[] = []): Acknowledgement {
  return { opId: idOf(0, 1), changes: [...changes] };
}
