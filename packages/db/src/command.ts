import { DomainError, type Role, type StreamName, sharedStream } from '@koersvast/core';
import type { ChangeAction, ChangeDraft } from './change.ts';
import type { SetDraft } from './change-set.ts';
import { insertRow, insertRows, readRows, updateRow, updateRows, whereRow } from './row-store.ts';
import type { Extra, Noun, RowKey, Rows, Versioned } from './rows.ts';
import { type Sql, sql } from './sql.ts';
import type { Tx } from './transaction.ts';

/** Where a change is told. Layers, annotations and assignments name the stream of their layer. */
interface Told {
  readonly stream?: StreamName;
  readonly action?: ChangeAction;
  /** What the table holds beside the wire row, to be written with an edit. */
  readonly beside?: Extra;
}

/** What a command works with: the transaction, who gives it, and the only ways to write a row of a noun. */
export interface Command {
  readonly tx: Tx;
  readonly projectId: string;
  readonly personId: string;
  readonly memberId: string;
  readonly role: Role;
  readonly opId: string;
  readonly at: Date;
  /** Stores a new row and records it. `extra` is what the table holds beside the wire row. */
  create<N extends Noun>(noun: N, row: Rows[N], extra: Extra, told?: Told): Promise<Rows[N]>;
  /** The same for many rows at once. */
  createAll<N extends Noun>(
    noun: N,
    rows: readonly Rows[N][],
    extra: Extra,
    told?: Told | ((row: Rows[N]) => Told),
  ): Promise<Rows[N][]>;
  /** Records the making of a row that was stored otherwise. */
  record<N extends Noun>(noun: N, before: Rows[N] | null, after: Rows[N], told?: Told): void;
  /** Records what was written alike to several annotations of one layer. */
  recordSet(set: SetDraft): void;
  /**
   * Reads a row of this project and holds it until the end. Throws `not_found` where the project has no such
   * row, and `version_conflict` where it is not at `version`.
   */
  lock<N extends Versioned>(noun: N, key: RowKey<N>, version?: number): Promise<Rows[N]>;
  /** Writes `patch` over a row at its version, one version up, and records it. Throws `version_conflict`. */
  edit<N extends Versioned>(
    noun: N,
    current: Rows[N],
    patch: Partial<Rows[N]>,
    told?: Told,
  ): Promise<Rows[N]>;
  /** The same for many rows at once, which are held already: `patch` of each, with the same fields for all. */
  editAll<N extends Versioned>(
    noun: N,
    edits: readonly { readonly current: Rows[N]; readonly patch: Partial<Rows[N]> }[],
    told?: Told,
  ): Promise<Rows[N][]>;
}

export type CommandStart = Pick<
  Command,
  'tx' | 'projectId' | 'personId' | 'memberId' | 'role' | 'opId' | 'at'
>;

function inProject(noun: Noun, projectId: string): Sql {
  return noun === 'project' ? sql`"project".id = ${projectId}::uuid` : sql`project_id = ${projectId}::uuid`;
}

/** A command whose changes are gathered in `drafts`, to be appended when it has decided everything. */
export function beginCommand(start: CommandStart, drafts: (ChangeDraft | SetDraft)[]): Command {
  const { tx, projectId } = start;
  const draft = (noun: Noun, before: Rows[Noun] | null, after: Rows[Noun], told: Told) => {
    const { stream = sharedStream, action = before === null ? 'create' : 'edit', beside = {} } = told;
    drafts.push({ stream, action, noun, before, after, beside });
  };
  return {
    ...start,
    async create(noun, row, extra, told = {}) {
      const owner: Extra = noun === 'project' ? {} : { projectId };
      const stored = await insertRow(tx, noun, row, { ...owner, ...extra });
      if (!stored) throw new Error('an insert that returned nothing');
      draft(noun, null, stored, { ...told, beside: extra });
      return stored;
    },
    async createAll(noun, rows, extra, told = {}) {
      const owner: Extra = noun === 'project' ? {} : { projectId };
      const stored = await insertRows(tx, noun, rows, { ...owner, ...extra });
      for (const row of stored)
        draft(noun, null, row, { ...(typeof told === 'function' ? told(row) : told), beside: extra });
      return stored;
    },
    record(noun, before, after, told = {}) {
      draft(noun, before, after, told);
    },
    recordSet(set) {
      drafts.push(set);
    },
    async lock(noun, key, version) {
      // Not FOR UPDATE: rows that refer to this one may be inserted meanwhile, and must not wait in a circle.
      const [row] = await readRows(
        tx,
        noun,
        sql`WHERE ${whereRow(noun, key)} AND ${inProject(noun, projectId)} FOR NO KEY UPDATE`,
      );
      if (!row) throw new DomainError('not_found');
      if (version !== undefined && row.version !== version) {
        throw new DomainError('version_conflict', { noun, id: row.id, version: row.version });
      }
      return row;
    },
    async edit(noun, current, patch, told = {}) {
      const stored = await updateRow(tx, noun, current, patch, told.beside);
      if (!stored) throw new DomainError('version_conflict', { noun, id: current.id });
      draft(noun, current, stored, told);
      return stored;
    },
    async editAll(noun, edits, told = {}) {
      const [first] = edits;
      if (!first) return [];
      const fields = Object.keys(first.patch) as (keyof Rows[typeof noun] & string)[];
      const rows = edits.map(({ current, patch }) => ({
        ...current,
        ...patch,
        version: current.version + 1,
      }));
      const stored = await updateRows(tx, noun, rows, fields);
      if (!stored) throw new DomainError('version_conflict', { noun, id: first.current.id });
      for (const [index, row] of stored.entries()) draft(noun, edits[index]?.current ?? row, row, told);
      return stored;
    },
  };
}
