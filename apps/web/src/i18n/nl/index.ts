import type { en } from '../en/index.ts';
import { assignment } from './assignment.ts';
import { command } from './command.ts';
import { common } from './common.ts';
import { error } from './error.ts';
import { note } from './note.ts';
import { project } from './project.ts';
import { reader } from './reader.ts';
import { session } from './session.ts';

export const nl = {
  assignment,
  command,
  common,
  error,
  note,
  project,
  reader,
  session,
} as const satisfies Record<keyof typeof en, object>;
