import type { Role } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { type StreamName, sharedStream } from '@koersvast/core/scope';
import type { FrozenText } from '@koersvast/core/text';
import type { ChangeAction, ChangeDraft, SetDraft } from './draft.ts';
import { holdRow } from './hold.ts';
import type { Extra, Noun, RowKey, Rows, Versioned } from './rows.ts';
import type { Access } from './scope.ts';
import { insertRows, updateRows } from './set-write.ts';
import type { SeenBefore } from './sight.ts';
import { type Stored, toWire } from './stored.ts';
import type { Tx } from './transaction.ts';

/** Where a change is told. Layers, annotations and assignments name the stream of their layer. */
export interface Told {
  readonly stream?: StreamName;
  readonly action?: ChangeAction;
  /** What the coder of an annotation could see of others' work, which its table holds beside the wire row. */
  readonly beside?: { readonly independent: boolean; readonly seenBefore: SeenBefore | null };
}

/** What a command has found out that need not be asked again after it. */
export interface Known {
  /** What its giver may see, of a command that changes nothing about that. */
  access?: Access;
  /** The project, held until the end and not changed since. */
  project?: Rows['project'];
  /** The rounds that there are, of a command that changes none. */
  rounds?: readonly Rows['round'][];
}

/** What a command works with: the transaction with its models, who gives it, and the records of what it writes. */
export interface Command {
  readonly tx: Tx;
  readonly projectId: string;
  readonly personId: string;
  readonly memberId: string;
  readonly role: Role;
  readonly opId: string;
  readonly at: Date;
  /** A new UUIDv7. */
  newId(): string;
  /** The text of a document of this project, which never changes. Throws `not_found`. */
  frozenText(documentId: string): Promise<FrozenText>;
  /** Of a command in its giver's own place: their assignment there, held; null where there is none. */
  readonly assignment?: Rows['assignment'] | null | undefined;
  readonly knows: Known;
  /** Records a row that its model has stored, and gives it as it is told. */
  created<N extends Noun>(noun: N, stored: Stored<N>, told?: Told): Rows[N];
  /**
   * Records what a compare-and-swap has written over `current`, and gives it as it is told. Throws `version_conflict`
   * where it found that version no more.
   */
  edited<N extends Versioned>(noun: N, current: Rows[N], written: readonly Stored<N>[], told?: Told): Rows[N];
  /** Records a row that was stored otherwise. */
  record<N extends Noun>(noun: N, before: Rows[N] | null, after: Rows[N], told?: Told): void;
  /** Records what was written alike to several annotations of one layer. */
  recordSet(set: SetDraft): void;
  /**
   * Reads a row of this project and holds it until the end. Throws `not_found` where the project has no such
   * row, and `version_conflict` where it is not at `version`.
   */
  lock<N extends Versioned>(noun: N, key: RowKey<N>, version?: number): Promise<Rows[N]>;
  /** Stores many new rows at once and records them. `extra` is what the table holds beside the wire row. */
  createAll<N extends Noun>(
    noun: N,
    rows: readonly Rows[N][],
    extra: Extra,
    told?: Told | ((row: Rows[N]) => Told),
  ): Promise<Rows[N][]>;
  /**
   * Writes over many rows at once, which are held already: `patch` of each, with the same fields for all. `beside` is
   * what the table holds beside the wire row.
   */
  editAll<N extends Versioned>(
    noun: N,
    edits: readonly { readonly current: Rows[N]; readonly patch: Partial<Rows[N]> }[],
    told?: Told | ((row: Rows[N]) => Told),
    beside?: Extra,
  ): Promise<Rows[N][]>;
}

export type CommandStart = Pick<
  Command,
  | 'tx'
  | 'projectId'
  | 'personId'
  | 'memberId'
  | 'role'
  | 'opId'
  | 'at'
  | 'newId'
  | 'frozenText'
  | 'assignment'
  | 'knows'
>;

/** A command whose changes are gathered in `drafts`, to be appended when it has decided everything. */
export function beginCommand(start: CommandStart, drafts: (ChangeDraft | SetDraft)[]): Command {
  const { tx, projectId } = start;
  const draft = (
    noun: Noun,
    before: Rows[Noun] | null,
    after: Rows[Noun],
    told: Told,
    beside: Extra = told.beside ?? {},
  ) => {
    const { stream = sharedStream, action = before === null ? 'create' : 'edit' } = told;
    drafts.push({ stream, action, noun, before, after, beside });
  };
  return {
    ...start,
    created(noun, stored, told = {}) {
      const row = toWire(noun, stored);
      draft(noun, null, row, told);
      return row;
    },
    edited(noun, current, [stored], told = {}) {
      if (!stored) throw new DomainError('version_conflict', { noun, id: current.id });
      const row = toWire(noun, stored);
      draft(noun, current, row, told);
      return row;
    },
    async createAll(noun, rows, extra, told = {}) {
      const owner: Extra = noun === 'project' ? {} : { projectId };
      const stored = await insertRows(tx, noun, rows, { ...owner, ...extra });
      for (const row of stored) draft(noun, null, row, typeof told === 'function' ? told(row) : told, extra);
      return stored;
    },
    record(noun, before, after, told = {}) {
      draft(noun, before, after, told);
    },
    recordSet(set) {
      drafts.push(set);
    },
    async lock(noun, key, version) {
      const row = await holdRow(tx, projectId, noun, key);
      if (!row) throw new DomainError('not_found');
      if (version !== undefined && row.version !== version) {
        throw new DomainError('version_conflict', { noun, id: row.id, version: row.version });
      }
      return row;
    },
    async editAll(noun, edits, told = {}, beside?: Extra) {
      const [first] = edits;
      if (!first) return [];
      const fields = Object.keys(first.patch) as (keyof Rows[typeof noun] & string)[];
      const rows = edits.map(({ current, patch }) => ({
        ...current,
        ...patch,
        version: current.version + 1,
      }));
      const stored = await updateRows(tx, projectId, noun, rows, fields, beside);
      if (!stored) throw new DomainError('version_conflict', { noun, id: first.current.id });
      for (const [index, row] of stored.entries())
        draft(noun, edits[index]?.current ?? row, row, typeof told === 'function' ? told(row) : told, beside);
      return stored;
    },
  };
}
