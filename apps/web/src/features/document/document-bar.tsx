import type { DocumentListItem, DocumentSet } from '@koersvast/contracts';
import { type DocumentRule, readRule, ruleOf } from '@koersvast/core/document-rule';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Undo } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import type { CellColumn } from '../../parts/document/cell-column.ts';
import { FilterBar } from '../../parts/document/filter-bar.tsx';
import type { DocumentsFilter } from './conditions.ts';
import { membersOf, SaveSet, SetActions, SetChoice } from './set-bar.tsx';

const noConditions: DocumentRule = [];

interface DocumentBarProps {
  readonly projectId: string;
  /** What the address says of what is shown. */
  readonly search: DocumentsFilter;
  readonly sets: readonly DocumentSet[];
  readonly set: DocumentSet | undefined;
  /** Whether the address names one that is there no more. */
  readonly gone: boolean;
  readonly columns: readonly CellColumn[];
  readonly shown: readonly DocumentListItem[];
  /** How many there are in all. */
  readonly all: number;
  /** What can be done from here now. */
  readonly may: { readonly save: boolean; readonly select: boolean; readonly sheet: boolean };
  readonly undo: Undo;
  readonly onChoose: (filter: DocumentsFilter) => void;
  readonly onSelect: () => void;
  readonly onSheet: () => void;
}

/** Above the documents: which are shown, and what can be done with several at once. */
export function DocumentBar(props: DocumentBarProps) {
  const { projectId, search, sets, set, gone, columns, shown, all, may, undo } = props;
  const { onChoose, onSelect, onSheet } = props;
  const { t } = useTranslation('set');
  const format = useFormat();
  const { where = noConditions } = search;
  const narrowed = where.length > 0 || search.set !== undefined;
  const showSet = (id: string | undefined) => onChoose({ set: id, where: undefined });
  return (
    <FilterBar
      columns={columns}
      conditions={readRule(where) ?? []}
      onConditions={(conditions) =>
        onChoose({ where: conditions.length === 0 ? undefined : ruleOf(conditions) })
      }
      more={
        <>
          {may.save && may.select && narrowed && shown.length > 0 && (
            <SaveSet projectId={projectId} members={membersOf(search, shown)} undo={undo} onSaved={showSet} />
          )}
          {may.sheet && (
            <Button variant="default" size="compact-sm" onClick={onSheet}>
              {t('sheet.start')}
            </Button>
          )}
          {may.select && (
            <Button variant="default" size="compact-sm" onClick={onSelect}>
              {t('select.start')}
            </Button>
          )}
          {narrowed && (
            <span role="status">
              {t('filter.shown', {
                count: all,
                number: format.number(shown.length),
                all: format.number(all),
              })}
            </span>
          )}
        </>
      }
    >
      <SetChoice sets={sets} chosen={search.set} gone={gone} onChoose={showSet} />
      {may.save && set !== undefined && (
        <SetActions
          projectId={projectId}
          set={set}
          members={where.length > 0 && shown.length > 0 ? membersOf(search, shown).hand : null}
          undo={undo}
          onRemoved={() => showSet(undefined)}
        />
      )}
    </FilterBar>
  );
}
