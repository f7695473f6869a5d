import type { Change } from '@koersvast/contracts';
import { frameNouns, workNouns } from '@koersvast/core/noun';
import { refusalOf } from './errors.ts';
import { takeUpOwn } from './live/take-up.ts';
import { beside, type Made, pathOf } from './made-of.ts';
import { changed, readProjectAgain } from './news.ts';
import { onAnswer } from './trpc.ts';

/** Refusals that say that this page shows something that is no longer so: in the project, or in a document. */
const outdatedProject: ReadonlySet<string> = new Set([
  'version_conflict',
  'field_conflict',
  'not_found',
  'not_allowed',
  'document_removed',
  'document_replaced',
]);
const outdatedDocument: ReadonlySet<string> = new Set([
  'version_conflict',
  'field_conflict',
  'review_stale',
  'reviewed_meanwhile',
  'decided_meanwhile',
  'sources_not_valid',
  'final_started',
  'final_finished',
]);
function projectOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('projectId' in input)) return null;
  return typeof input.projectId === 'string' ? input.projectId : null;
}

function told(output: unknown): { changes: readonly Change[]; reread?: readonly string[] } {
  const some =
    typeof output === 'object' && output !== null && 'changes' in output && Array.isArray(output.changes);
  return some ? (output as { changes: readonly Change[] }) : { changes: [] };
}

const isTrial = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'dryRun' in input && input.dryRun === true;

const besidesAndSight = (path: string): readonly (Made | 'sight')[] =>
  Object.hasOwn(beside, path) ? (beside[path as keyof typeof beside] ?? []) : [];
const besidesOf = (path: string): readonly Made[] => besidesAndSight(path).filter((each) => each !== 'sight');
const opensSight = (path: string): boolean => besidesAndSight(path).includes('sight');

/** Brings the page up to date with a command that was carried out. */
function takeUpAnswer(path: string, input: unknown, output: unknown): void {
  if (isTrial(input)) return;
  const projectId = projectOf(input);
  const { changes, reread } = told(output);
  if (projectId !== null) takeUpOwn(projectId, changes, reread);
  if (projectId !== null && opensSight(path)) readProjectAgain(projectId);
  changed(besidesOf(path), projectId, true);
}

/** Reads again whatever a refusal says that this page has wrong, at once: a form cannot ask what to do before that. */
function takeUpRefusal(path: string, input: unknown, error: unknown): void {
  const code = refusalOf(error)?.code ?? '';
  const projectId = projectOf(input);
  // It may have been carried out all the same.
  changed(besidesOf(path), projectId, true);
  if (projectId === null) {
    if (outdatedProject.has(code)) changed(['person'], null, true);
    return;
  }
  if (outdatedProject.has(code)) changed(frameNouns, projectId, true);
  if (outdatedDocument.has(code)) changed(workNouns, projectId, true);
}

/** Hears of every command that this page sends at once, and of what came of it. */
export function listenToAnswers(): () => void {
  return onAnswer({
    done: (key, input, output) => takeUpAnswer(pathOf(key) ?? '', input, output),
    refused: (key, input, error) => takeUpRefusal(pathOf(key) ?? '', input, error),
  });
}
