import { DomainError } from '@koersvast/core/error';
import { type MergeRules, mergeFields } from '@koersvast/core/merge';

interface VersionedRow {
  readonly id: string;
  readonly version: number;
}

/** A change of fields, and what its giver saw of them; without `base` all that is known is the version. */
export interface FieldChange<Row> {
  readonly version: number;
  readonly change: Partial<Row>;
  readonly base?: Partial<Row> | undefined;
}

/** How a row is to be locked for a change: a change that says what it builds on is not held to a version. */
export function versionAsked({ version, base }: Pick<FieldChange<object>, 'version' | 'base'>) {
  return base === undefined ? version : undefined;
}

/**
 * What of a change is to be written over the locked row: the compare-and-swap of single fields. A field that nobody
 * changed since is written, one that was changed to the same is left, lists are put together where `rules` say how.
 *
 * @throws DomainError `field_conflict` with the names of the fields and, as JSON, what stands there now;
 *   `version_conflict` for a field of which it is not said what was seen, when the row has moved on. Nothing may
 *   then be written.
 */
export function mergeChange<Row extends VersionedRow>(
  noun: string,
  row: Row,
  { version, change, base }: FieldChange<Row>,
  rules: MergeRules<Partial<Row>> = {},
): Partial<Row> {
  if (base === undefined) return change;
  const names = (Object.keys(change) as (keyof Row & string)[]).filter((name) => change[name] !== undefined);
  const blind = names.some((name) => base[name] === undefined);
  const place = { noun, id: row.id, version: row.version };
  if (blind && row.version !== version) throw new DomainError('version_conflict', place);
  const pick = (from: Partial<Row>) =>
    Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<Row>;
  const seen = blind ? { ...pick(row), ...base } : base;
  const { value, conflicts } = mergeFields(pick(seen), pick(change), pick(row), rules);
  if (conflicts.length > 0) {
    const current = JSON.stringify(Object.fromEntries(conflicts.map((name) => [name, row[name]])));
    throw new DomainError('field_conflict', { ...place, fields: conflicts.join(','), current });
  }
  return value;
}
