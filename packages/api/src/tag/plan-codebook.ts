import type { CodebookFile } from '@koersvast/formats';
import { type Plan, planImport, type Standing } from './plan-import.ts';

/** Ids for what is new, which stand for those that the server will give: a plan is made without anything of its own. */
const placeholder = (nth: number) => `00000000-0000-7000-8000-${nth.toString(16).padStart(12, '0')}`;

/** A task of `work/tasks.ts`. */
export function planCodebook(standing: Standing, file: CodebookFile, at: string): Plan {
  let made = 0;
  const newId = () => {
    made += 1;
    return placeholder(made);
  };
  return planImport(standing, file, { newId, at: new Date(at) });
}
