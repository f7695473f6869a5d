import type { editProjectInput } from '@koersvast/contracts';
import { type FieldRename, namesAfter, withFormerNames } from '@koersvast/core/document-field';
import { ruleRenamed } from '@koersvast/core/document-rule';
import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import type { MergeRules } from '@koersvast/core/merge';
import { foldName } from '@koersvast/core/person';
import { type Command, holdRows, mapByTurns, type Rows } from '@koersvast/db';
import type { z } from 'zod';
import { mergeChange } from '../merge-change.ts';
import { samePatch } from '../same-patch.ts';
import { holdFieldNames } from './field-names.ts';
import { updateProject } from './row.ts';

type Project = Rows['project'];
type Fields = Project['documentFields'];
type Given = z.infer<typeof editProjectInput>;
type FieldsChange = Extract<Given['change'], { readonly documentFields: unknown }>;
type Input = Omit<Given, 'change'> & { readonly change: FieldsChange };
type Renames = readonly FieldRename[];

const fieldRules: MergeRules<Partial<Project>> = {
  documentFields: { list: 'named', idOf: ({ name }: Fields[number]) => foldName(name) },
};

/** As everybody gives fields: what they were called before is the server's to keep. */
const asGiven = (fields: Fields): Fields => fields.map(({ name, kind, values }) => ({ name, kind, values }));

/** The same under the names that they get. */
const calledSo = (fields: Fields, renames: Renames): Fields => {
  const nameAfter = namesAfter(renames);
  return asGiven(fields).map((field) => ({ ...field, name: nameAfter(field.name) }));
};

/** The fields as they will be, beside those that somebody else gave meanwhile. */
function fieldsAfter(project: Project, { version, base, change }: Input, renames: Renames): Fields {
  const documentFields = asGiven(change.documentFields);
  const seen = base?.documentFields;
  if (seen === undefined) return documentFields;
  const row = { ...project, documentFields: calledSo(project.documentFields, renames) };
  const given = { version, change: { documentFields }, base: { documentFields: calledSo(seen, renames) } };
  const fields = mergeChange<Project>('project', row, given, fieldRules).documentFields ?? documentFields;
  if (fields.length > limits.fields) throw overLimit('fields');
  return fields;
}

/** Somebody else has called it otherwise, or taken it away: whoever renames it has to see that first. */
function outdated({ id, version, documentFields }: Project): DomainError {
  const current = JSON.stringify({ documentFields });
  return new DomainError('field_conflict', {
    noun: 'project',
    id,
    version,
    fields: 'documentFields',
    current,
  });
}

/**
 * Fields get other names, in all documents and in the sets that choose by them, as one step.
 *
 * @throws DomainError `field_conflict` where a field is not called so any more; `name_taken` for a name that another
 *   field has, of the project or of any document.
 */
async function rename(command: Command, project: Project, renames: Renames): Promise<void> {
  const { tx, projectId } = command;
  await holdFieldNames(command);
  const rows = await tx.document.findMany({
    where: { projectId },
    select: { id: true, fields: true, removedAt: true },
  });
  const namesOf = (row: (typeof rows)[number]) => Object.keys(row.fields as Record<string, string>);
  const nameAfter = namesAfter(renames);
  // There are few names, and many documents.
  const names = new Set([...project.documentFields.map(({ name }) => name), ...rows.flatMap(namesOf)]);
  const folded = new Map([...names].map((name) => [name, foldName(name)]));
  const foldedAfter = new Map([...names].map((name) => [name, foldName(nameAfter(name))]));
  // What only removed documents have is seen by nobody, and in nobody's way.
  const seen = rows.filter(({ removedAt }) => removedAt === null).flatMap(namesOf);
  const there = [...new Set([...project.documentFields.map(({ name }) => name), ...seen])];
  const known = new Set(there.map(foldName));
  if (renames.some(({ from }) => !known.has(foldName(from)))) throw outdated(project);
  const moved = new Set([...names].filter((name) => nameAfter(name) !== name));
  const called = rows.filter((row) => namesOf(row).some((name) => moved.has(name)));
  for (const each of [there, ...called.map(namesOf)]) {
    const from = Map.groupBy(each, (name) => foldedAfter.get(name) ?? '');
    const two = [...from].find(([, of]) => new Set(of.map((name) => folded.get(name))).size > 1);
    const taken = renames.find(({ to }) => foldName(to) === two?.[0]);
    if (taken !== undefined) throw new DomainError('name_taken', { name: taken.to });
  }

  const documents = await holdRows(tx, 'document', { projectId, id: called.map(({ id }) => id) });
  const edits = await mapByTurns(documents, (current) => {
    const all = Object.entries(current.fields).map(([name, value]) => [nameAfter(name), value]);
    return { current, patch: { fields: Object.fromEntries(all) as Record<string, string> } };
  });
  await command.editAll('document', edits);

  const sets = await holdRows(tx, 'set', { projectId, removedAt: null });
  const following = sets.flatMap((current) => {
    const conditions = current.conditions && ruleRenamed(current.conditions, nameAfter);
    return conditions === current.conditions ? [] : [{ current, patch: { conditions } }];
  });
  await command.editAll('set', following);
}

/** The fields that a project gives its documents, some of them perhaps under other names. */
export async function editFields(command: Command, project: Project, input: Input): Promise<void> {
  const renames = (input.change.renamed ?? []).filter(({ from, to }) => from !== to);
  const fields = fieldsAfter(project, input, renames);
  const documentFields = withFormerNames(fields, project.documentFields, renames);
  if (!samePatch(project, { documentFields })) await updateProject(command, project, { documentFields });
  if (renames.length > 0) await rename(command, project, renames);
}
