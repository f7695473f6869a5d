import { assignment } from './assignment.ts';
import { command } from './command.ts';
import { common } from './common.ts';
import { compare } from './compare.ts';
import { document } from './document.ts';
import { error } from './error.ts';
import { exporting } from './export.ts';
import { member } from './member.ts';
import { note } from './note.ts';
import { project } from './project.ts';
import { reader } from './reader.ts';
import { session } from './session.ts';
import { tag } from './tag.ts';

export const en = {
  assignment,
  command,
  common,
  compare,
  document,
  error,
  export: exporting,
  member,
  note,
  project,
  reader,
  session,
  tag,
} as const;
