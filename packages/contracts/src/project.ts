import { fieldKinds, fieldsProblem } from '@koersvast/core/document-field';
import { languages } from '@koersvast/core/language';
import { z } from 'zod';
import { cursor, id, languageTag, line, moment, opId, seenText, upTo, version } from './common.ts';
import { saysSomething, tell, toldBefore, toldOf } from './fact.ts';
import { member, role } from './member.ts';
import { roundRow } from './round.ts';
import { tagRow } from './tag.ts';

const language = z.enum(languages);

/** A kind of reason that reviewers give. `name` is the project's own word for it; a usual kind may have none. */
export const verdictKind = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]{1,40}$/),
  name: z.string(),
  retired: z.boolean(),
});
export type VerdictKind = z.infer<typeof verdictKind>;

/** A field that a project gives its documents: what its values are, and of a choice which there are, in their order. */
export const documentField = z.strictObject({
  name: z.string(),
  kind: z.enum(fieldKinds),
  values: z.array(z.string()),
  /** What it was called before, the latest first: an older file that calls it so means it. */
  formerly: z.array(z.string()).optional(),
});
export type DocumentField = z.infer<typeof documentField>;

const fieldName = line(60).refine((name) => name !== '__proto__', { error: 'name_reserved' });
const givenField = documentField.extend({
  name: fieldName,
  values: z.array(line(200)).max(...upTo('choices')),
  /** Kept by the server: what is sent is not looked at. */
  formerly: z
    .array(seenText)
    .max(...upTo('fields'))
    .optional(),
});
const givenFields = z
  .array(givenField)
  .max(...upTo('fields'))
  .superRefine((fields, context) => {
    const message = fieldsProblem(fields);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

/** The row of a project as its changes carry it. */
export const projectRow = z.strictObject({
  id,
  name: z.string(),
  language: languageTag,
  version,
  codebookVersion: z.int().min(0),
  /** Empty: the usual kinds, in the words of the language. */
  verdictKinds: z.array(verdictKind),
  /** Fields of its own that its documents have. Those that it does not name are text. */
  documentFields: z.array(documentField),
  createdAt: moment,
  archivedAt: moment.nullable(),
  deletedAt: moment.nullable(),
  ...toldOf.project.shape,
});

export const projectSummary = z.strictObject({
  project: projectRow,
  role,
  documents: z.int(),
  members: z.int(),
});
export type ProjectSummary = z.infer<typeof projectSummary>;

/** All that the frame of a project needs, as of `cursor`. */
export const projectDetail = z.strictObject({
  project: projectRow,
  /** The member that asks. */
  me: member,
  abilities: z.array(z.string()),
  members: z.array(member),
  rounds: z.array(roundRow),
  tags: z.array(tagRow),
  /** What the member codes blind somewhere: of these letters they are shown their own work only, everywhere. */
  blindDocumentIds: z.array(id),
  /** Whether what counts as independent was reckoned anew, and this owner has not yet said that they know. */
  recounted: z.boolean(),
  cursor,
});
export type ProjectDetail = z.infer<typeof projectDetail>;

export const createProjectInput = z.strictObject({ opId, id, name: line(120), language });
export const editProjectInput = z.strictObject({
  opId,
  projectId: id,
  version,
  change: z.union([
    z.strictObject({ name: line(120) }),
    z.strictObject({ archived: z.boolean() }),
    /** Empty: the usual kinds. */
    z.strictObject({
      verdictKinds: z.array(verdictKind.extend({ name: line(80).or(z.literal('')) })).max(50),
    }),
    /** A field that is called otherwise is named in `renamed` as well: documents and sets then follow. */
    z.strictObject({
      documentFields: givenFields,
      renamed: z
        .array(z.strictObject({ from: seenText, to: fieldName }))
        .max(...upTo('fields'))
        .optional(),
    }),
    /** What is told of the study for the paper. */
    tell.project.partial().refine(saysSomething),
  ]),
  /** The changed field as it was seen: then it alone is compared, and not the version. Kinds are merged one by one, and fields. */
  base: z
    .strictObject({
      name: seenText,
      verdictKinds: z.array(verdictKind.extend({ name: seenText })).max(200),
      documentFields: z
        .array(
          documentField.extend({
            name: seenText,
            values: z.array(seenText).max(...upTo('choices')),
            formerly: givenField.shape.formerly,
          }),
        )
        .max(...upTo('fields')),
      ...toldBefore.project.shape,
    })
    .partial()
    .optional(),
});
/** `name` must be the project's name, typed. */
export const deleteProjectInput = z.strictObject({ opId, projectId: id, version, name: z.string().max(200) });
