import { isDeepStrictEqual } from 'node:util';
import type { CodebookFile } from '@koersvast/formats';
import type { SignedInContext } from '../command.ts';
import { type Plan, planImport, type Standing } from './plan-import.ts';

/** Rows of a file by the tags that each may be: some ten milliseconds. */
const FEW_PAIRS = 50_000;

/** Whether so many others would wait for a plan that it is made elsewhere: each row is held against every tag. */
export function isLongPlan({ tags }: Standing, { entries }: CodebookFile): boolean {
  return entries.length * (tags.length + entries.length) > FEW_PAIRS;
}

/** The same plan with ids of the server. */
function withIds(plan: Plan, newId: () => string): Plan {
  const given = new Map(
    plan.steps.flatMap(({ before, after }) => (before === null ? [[after.id, newId()] as const] : [])),
  );
  return {
    ...plan,
    steps: plan.steps.map(({ line, before, after }) => {
      const { id, parentId } = after;
      const known = { id: given.get(id) ?? id, parentId: parentId && (given.get(parentId) ?? parentId) };
      return { line, before, after: { ...after, ...known } };
    }),
  };
}

/** What a file would do to a codebook, decided where nobody waits for it. */
export async function planAside(
  { work, person, newId }: Pick<SignedInContext, 'work' | 'person' | 'newId'>,
  standing: Standing,
  file: CodebookFile,
  at: Date,
): Promise<Plan> {
  if (!isLongPlan(standing, file)) return planImport(standing, file, { newId, at });
  const { entries, problems, ignoredColumns, columns, separator } = file;
  const asked = { entries, problems, ignoredColumns, columns, separator };
  const plan = await work.run(person.id, 'codebook.plan', standing, asked, at.toISOString());
  return withIds(plan, newId);
}

/** What a plan was made of, before the command began in which it is carried out. */
export interface PlannedAhead {
  readonly standing: Standing;
  readonly plan: Plan;
}

/** Whether the codebook is still the one that was planned over. */
export function isPlanOf({ standing }: PlannedAhead, now: Standing): boolean {
  const said = ({ tags, documents, blindDocuments }: Standing) => [
    tags.map(({ id, version }) => [id, version]),
    documents.toSorted(),
    blindDocuments.toSorted(),
  ];
  return isDeepStrictEqual(said(standing), said(now));
}
