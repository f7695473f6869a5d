import { common } from './common.ts';
import { error } from './error.ts';
import { note } from './note.ts';
import { project } from './project.ts';
import { session } from './session.ts';

export const en = {
  common,
  error,
  note,
  project,
  session,
} as const;
