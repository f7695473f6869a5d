import type { ListedPassages, ProjectDetail } from '@koersvast/contracts';
import { readRule } from '@koersvast/core/document-rule';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { useConditionWords } from '../../parts/document/use-condition-words.ts';
import { layoutOf } from './layout.ts';
import { Passage } from './passage.tsx';
import classes from './passage-list.module.css';
import { pageQuery, pageSize, printedMost } from './queries.ts';
import { type Asked, usePassageAddress } from './use-passage-address.ts';
import { useChosen, useWords } from './use-words.ts';

export interface PrintedProps {
  readonly detail: ProjectDetail;
  readonly head: ListedPassages;
  readonly asked: Asked;
  readonly titleOf: (id: string) => string | undefined;
}

/** On paper: what was asked, when, and all passages that have been read, whether they are in sight or not. */
export function PrintedPassages({ detail, head, asked, titleOf }: PrintedProps) {
  const { t } = useTranslation(['passage', 'document']);
  const { search } = usePassageAddress();
  const format = useFormat();
  const words = useWords(detail);
  const queries = useQueryClient();
  const conditionWords = useConditionWords(
    cellColumns(detail.project.documentFields, (id) => t(`document:field.${id}`)),
  );
  const said = [
    ...useChosen(detail, search, titleOf).map((chip) => chip.words),
    ...(readRule(search.where ?? []) ?? []).map(conditionWords),
    ...(asked.group === null ? [] : [t('group.by', { of: words.groupName(asked.group) })]),
  ];
  const pages: ListedPassages[] = [];
  for (let page = 0; page * pageSize < printedMost; page += 1) {
    const data = queries.getQueryData(pageQuery(asked, page).queryKey);
    if (data === undefined) break;
    pages.push(data);
  }
  const rows = pages.flatMap(({ passages }) => passages);
  const documents = new Map(pages.flatMap((page) => page.documents.map((each) => [each.id, each] as const)));
  const layout = layoutOf(head);
  const lines = rows.length === 0 ? 0 : layout.lineOf(rows.length - 1) + 1;
  const total = head.total.passages;
  return (
    <div>
      <p>
        {t('print.lead', { project: detail.project.name, when: format.moment(new Date().toISOString()) })}
      </p>
      <p>{words.size(head, search.with?.relation)}</p>
      {said.length > 0 && <p>{said.join(' · ')}</p>}
      {head.ownOnly > 0 && <p>{t('ownOnly', { count: head.ownOnly })}</p>}
      {rows.length < total && (
        <p>{t('print.part', { shown: format.number(rows.length), total: format.number(total) })}</p>
      )}
      {Array.from({ length: lines }, (_, index) => {
        const line = layout.at(index);
        if ('group' in line) {
          const { key } = line.group;
          const name = words.keyName(asked.group ?? '', key, (id) => titleOf(id) ?? documents.get(id)?.title);
          return <h2 key={`group ${key}`}>{`${name} (${format.number(line.group.passages)})`}</h2>;
        }
        const row = rows[line.passage];
        return (
          row && (
            <div key={`${row.layerId} ${row.annotationId}`} className={classes.printed}>
              <Passage
                {...{ detail, row, document: documents.get(row.documentId), place: line.passage }}
                layer={asked.selection.layer ?? 'current'}
                isActive={false}
                isChosen={false}
                onFocus={() => undefined}
                onChoose={undefined}
              />
            </div>
          )
        );
      })}
    </div>
  );
}
