/** One thing that has to be written so that something planted works. */
export interface Edit {
  /** What stands there, of which this comes in place; null makes the file. */
  readonly find: string | null;
  readonly put: string;
  /** Whether it means nothing by itself, such as an import; then it is not left out by itself. */
  readonly helps?: boolean;
}

export interface PlantedFile {
  readonly file: string;
  readonly edits: readonly Edit[];
}

/** Something new, and every file in which it has to be written, the one in which it is declared first. */
export interface Plant {
  readonly name: string;
  readonly files: readonly PlantedFile[];
  /** How many source files it may take. */
  readonly most: number;
  /** A test of what it does, in `packages/api/src`. */
  readonly test: string;
}

const after = (line: string, put: string): Edit => ({ find: line, put: line + put });
const before = (line: string, put: string): Edit => ({ find: line, put: put + line });

const words = (
  language: 'en' | 'nl',
  certainty: string,
  keys: Readonly<Record<string, string>>,
): PlantedFile => ({
  file: `apps/web/src/i18n/${language}/note.ts`,
  edits: Object.entries(keys).map(([key, sentence]) =>
    before(`  certainty: '${certainty}',\n`, `  '${key}': '${sentence}',\n`),
  ),
});

/** An optional number of an annotation: stored, shown, edited, compared, exported and undone. */
export const field: Plant = {
  name: 'an optional number of an annotation',
  most: 8,
  files: [
    {
      file: 'packages/core/src/annotation.ts',
      edits: [after("  certainty: 'number',\n", "  emphasis: 'number',\n")],
    },
    {
      file: 'packages/contracts/src/annotation.ts',
      edits: [
        after(
          '  certainty: z.int().min(1).max(3).nullable(),\n',
          '  emphasis: z.int().min(1).max(5).nullable(),\n',
        ),
      ],
    },
    {
      file: 'packages/formats/src/table/annotations.ts',
      edits: [
        before(
          '} satisfies Record<NoteName, Column<AnnotationTableRow>>;\n',
          "  emphasis: column('emphasis', 'From 1 to 5.', 'Van 1 tot 5.', (row) => row.emphasis),\n",
        ),
      ],
    },
    {
      file: 'apps/web/src/parts/annotation/notes.tsx',
      edits: [
        {
          ...before(
            "import classes from './annotation-editor.module.css';\n",
            "import { useTranslation } from 'react-i18next';\n",
          ),
          helps: true,
        },
        before(
          '  certainty: {\n    Field: Certainty,\n',
          `  emphasis: {
    Field: function Emphasis({ row, editable, edit }) {
      const { t } = useTranslation('note');
      return (
        <label>
          {t('emphasis')}
          <input
            type="number"
            min={1}
            max={5}
            disabled={!editable}
            value={row.emphasis ?? ''}
            onChange={({ currentTarget: { value } }) => edit({ emphasis: value === '' ? null : Number(value) })}
          />
        </label>
      );
    },
    mark: (emphasis) => <span>{'▮'.repeat(emphasis)}</span>,
    words: (_, emphasis) => String(emphasis),
  },
`,
        ),
      ],
    },
    words('en', 'Certainty', {
      emphasis: 'Emphasis',
      'emphasis.changed': 'emphasis {{value}}',
      'emphasis.gone': 'emphasis removed',
      'emphasis.parked': 'Emphasis of “{{quote}}”',
    }),
    words('nl', 'Zekerheid', {
      emphasis: 'Nadruk',
      'emphasis.changed': 'nadruk {{value}}',
      'emphasis.gone': 'nadruk weggehaald',
      'emphasis.parked': 'Nadruk van ‘{{quote}}’',
    }),
    {
      file: 'prisma/schema.prisma',
      edits: [after('  certainty       Int?\n', '  emphasis        Int?\n')],
    },
    {
      file: 'prisma/migrations/20991231000000_emphasis/migration.sql',
      edits: [
        {
          find: null,
          put: 'ALTER TABLE "annotation" ADD COLUMN "emphasis" integer CHECK ("emphasis" BETWEEN 1 AND 5);\n',
        },
        { find: null, put: 'SELECT layered_views_again();\n' },
      ],
    },
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

test('is stored, shown, edited, told, exported and undone', async () => {
  const coder = api.as(study.coder.personId);
  const { projectId, documentId, roundId, annotation } = study.coding('Koersvast');
  const place = { projectId, documentId, roundId };
  await coder.annotation.create({ opId: randomUUIDv7(), ...place, annotation });
  const letter = { projectId, documentId };
  const emphasis = async () => (await coder.annotation.list(letter)).annotations[0]?.emphasis;
  expect(await emphasis()).toBe(null);
  const opId = randomUUIDv7();
  const edit = { opId, ...place, annotationId: annotation.id, version: 1, change: { emphasis: 4 } };
  await coder.annotation.edit(edit);
  expect(await emphasis()).toBe(4);
  const { entries } = await coder.history.list({ projectId, documentId, memberId: null, noun: 'annotation' });
  const [last] = entries.map(({ change }) => change);
  expect(last).toMatchObject({ before: { emphasis: null }, after: { emphasis: 4 } });
  const asked = { file: 'annotations', preset: 'data', layer: 'current' } as const;
  const { columns, rows } = await coder.export.preview({ projectId, documentId, ...asked });
  const at = columns.findIndex(({ name }) => name === 'emphasis');
  expect(at).toBe(columns.length - 1);
  expect(rows[0]?.[at]).toBe('4');
  await coder.operation.undo({ opId: randomUUIDv7(), projectId, target: opId });
  expect(await emphasis()).toBe(null);
});

test('is there in what changes tell of, and of first passes', async () => {
  const coder = api.as(study.coder.personId);
  const { projectId, documentId, roundId } = study.coding('Koersvast');
  await coder.assignment.setState({ opId: randomUUIDv7(), projectId, documentId, roundId, state: 'done' });
  const { annotations } = await coder.annotation.list({ projectId, documentId });
  expect(annotations.map(({ emphasis }) => emphasis)).toEqual(annotations.map(() => null));
  expect((await checkDatabase(api.db)).problems).toEqual([]);
});
`,
};

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

/** A file of a tree with what was planted in it; `leftOut` are the edits that are not made. */
export function plantedText(
  text: string,
  { file, edits }: PlantedFile,
  leftOut: readonly Edit[] = [],
): string {
  let result = text;
  for (const edit of edits) {
    if (leftOut.includes(edit)) continue;
    if (edit.find === null) {
      result += edit.put;
      continue;
    }
    const parts = result.split(edit.find);
    if (parts.length !== 2) throw new Error(`${file} has this ${parts.length - 1} times: ${edit.find}`);
    result = parts.join(edit.put);
  }
  return result;
}
