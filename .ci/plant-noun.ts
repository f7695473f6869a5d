import { after, before, type Plant, type PlantedFile } from './plant.ts';

/** A noun of the project as a whole, with rows that are told, looked back on, and put away again by undo. */
export const noun: Plant = {
  name: 'a noun',
  most: 15,
  files: [
    {
      file: 'packages/core/src/noun.ts',
      edits: [after("  project: { ...frame, undo: 'kept' },\n", '  remark: { ...frame, undo: deleted },\n')],
    },
    {
      file: 'packages/core/src/operation.ts',
      edits: [
        after(
          "  reply: { nouns: ['reply'], ability: 'reply.write' },\n",
          "  remark: { nouns: ['remark'], ability: 'reply.write' },\n",
        ),
      ],
    },
    {
      file: 'packages/contracts/src/remark.ts',
      edits: [
        {
          find: null,
          put: `import { z } from 'zod';
import { id, moment, opId, text, version } from './common.ts';

/** What a member remarks on the project as a whole. */
export const remarkRow = z.strictObject({
  id,
  text: z.string(),
  version,
  createdById: id,
  createdAt: moment,
  deletedAt: moment.nullable(),
});
export const createRemarkInput = z.strictObject({ opId, projectId: id, id, text: text(10_000) });
`,
        },
      ],
    },
    {
      file: 'packages/contracts/src/rows.ts',
      edits: [
        { ...before('import { replyRow }', "import { remarkRow } from './remark.ts';\n"), helps: true },
        after('  reply: replyRow,\n', '  remark: remarkRow,\n'),
      ],
    },
    {
      file: 'packages/contracts/src/index.ts',
      edits: [before("export * from './reply.ts';\n", "export * from './remark.ts';\n")],
    },
    {
      file: 'prisma/schema.prisma',
      edits: [
        before(
          '/// Why a final layer is as it is:',
          `model Remark {
  id          String    @db.Uuid
  projectId   String    @map("project_id") @db.Uuid
  text        String
  version     Int       @default(1)
  createdById String    @map("created_by_id") @db.Uuid
  createdAt   DateTime  @map("created_at") @db.Timestamptz(3)
  deletedAt   DateTime? @map("deleted_at") @db.Timestamptz(3)

  @@id([projectId, id])
  @@map("remark")
}

`,
        ),
      ],
    },
    {
      file: 'prisma/migrations/20991231000000_remark/migration.sql',
      edits: [
        {
          find: null,
          put: `CREATE TABLE "remark" (
  "id" uuid NOT NULL, "project_id" uuid NOT NULL REFERENCES "project" ("id"), "text" text NOT NULL,
  "version" integer NOT NULL DEFAULT 1, "created_by_id" uuid NOT NULL, "created_at" timestamptz(3) NOT NULL,
  "deleted_at" timestamptz(3), PRIMARY KEY ("project_id", "id"));
`,
        },
      ],
    },
    {
      file: 'packages/api/src/remark/undo.ts',
      edits: [
        {
          find: null,
          put: `import { wireFields } from '@koersvast/db';
import type { UndoOfRows } from '../undo/hooks.ts';

export const undoOfRemarks: UndoOfRows<'remark'> = {
  async write(command, current, patch, told) {
    const { tx, projectId } = command;
    const { id, version } = current;
    const written = await tx.remark.updateManyAndReturn({
      where: { projectId, id, version },
      data: { ...patch, version: { increment: 1 } },
      select: wireFields.remark,
    });
    return command.edited('remark', current, written, told);
  },
};
`,
        },
      ],
    },
    {
      file: 'packages/api/src/remark/router.ts',
      edits: [
        {
          find: null,
          put: `import { createRemarkInput } from '@koersvast/contracts';
import { wireFields } from '@koersvast/db';
import { commandProcedure } from '../command.ts';
import { router } from '../trpc.ts';

export const remarkRouter = router({
  create: commandProcedure(
    { kind: 'remark.create', ability: 'reply.write', input: createRemarkInput },
    async (command, { id, text }) => {
      const { tx, projectId, memberId: createdById, at: createdAt } = command;
      const data = { id, projectId, text, createdById, createdAt };
      command.created('remark', await tx.remark.create({ data, select: wireFields.remark }));
      return null;
    },
  ),
});
`,
        },
      ],
    },
    {
      file: 'packages/api/src/operation/undo-hooks.ts',
      edits: [
        {
          ...before('import { updateReply }', "import { undoOfRemarks } from '../remark/undo.ts';\n"),
          helps: true,
        },
        after('  reply: { write: updateReply },\n', '  remark: undoOfRemarks,\n'),
        after('  reply: {},\n', '  remark: {},\n'),
      ],
    },
    {
      file: 'packages/api/src/root.ts',
      edits: [
        {
          ...before('import { replyRouter }', "import { remarkRouter } from './remark/router.ts';\n"),
          helps: true,
        },
        after('  reply: replyRouter,\n', '  remark: remarkRouter,\n'),
      ],
    },
    {
      file: 'apps/web/src/features/history/use-thing-words.ts',
      edits: [
        before(
          "      case 'layer':\n        return t('thing.layer');\n",
          "      case 'remark':\n        return t('thing.remark', { text: short((change.after ?? change.before)?.text ?? '') });\n",
        ),
      ],
    },
    ...(['en', 'nl'] as const).map(
      (language): PlantedFile => ({
        file: `apps/web/src/i18n/${language}/history.ts`,
        edits: [
          before("  'noun.reply':", `  'noun.remark': '${language === 'en' ? 'remarks' : 'opmerkingen'}',\n`),
          before(
            "  'thing.reply':",
            `  'thing.remark': '${language === 'en' ? 'remark' : 'opmerking'} {{text}}',\n`,
          ),
        ],
      }),
    ),
  ],
  test: `import { randomUUIDv7 } from 'node:crypto';
import { checkDatabase } from '@koersvast/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStudy, openTestApi, type Study, type TestApi } from './testing/study.ts';

let api: TestApi;
let study: Study;
beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

test('is stored, told, looked back on and undone', async () => {
  const coder = api.as(study.coder.personId);
  const projectId = study.project.id;
  const opId = randomUUIDv7();
  await coder.remark.create({ opId, projectId, id: randomUUIDv7(), text: 'Well begun.' });
  const asked = { projectId, documentId: null, memberId: null, noun: 'remark' } as const;
  const [made] = (await coder.history.list(asked)).entries;
  expect(made?.change).toMatchObject({ noun: 'remark', action: 'create', after: { text: 'Well begun.' } });
  const undone = await coder.operation.undo({ opId: randomUUIDv7(), projectId, target: opId });
  expect(undone.changes).toMatchObject([{ noun: 'remark', action: 'undo' }]);
  expect((await checkDatabase(api.db)).problems).toEqual([]);
});
`,
};
