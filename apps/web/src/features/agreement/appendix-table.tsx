import type { AgreementMethods } from '@koersvast/contracts';
import { Button, Table } from '@mantine/core';
import '@mantine/core/styles/Table.css';
import { useTranslation } from 'react-i18next';
import { fileNameOf, saveFile } from '../../ui/chart/chart-file.ts';
import { type ChartTable, csvOf, tsvOf } from '../../ui/chart/chart-table.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import screenClasses from './agreement-screen.module.css';
import classes from './methods-view.module.css';

interface AppendixTableProps {
  readonly table: Extract<AgreementMethods, { state: 'ready' }>['table'];
  readonly language: string;
}

/** What scrolls must be reachable by keyboard. */
const scrolls = { tabIndex: 0 } as const;

/** Two tags may have one name; their places are their own. */
function keyed({ head, rows }: AppendixTableProps['table']): ChartTable {
  return {
    columns: head.map((name) => ({ key: name, name })),
    rows: rows.map((cells, at) => ({ key: String(at), cells: cells.map((text) => ({ text })) })),
  };
}

/** A row for each tag, with the numbers as a paper has them. */
export function AppendixTable({ table, language }: AppendixTableProps) {
  const { t } = useTranslation('agreement');
  const { columns, rows } = keyed(table);
  /** All but what a row is, and its verdict. */
  const isNumber = (at: number) => at > 0 && at < columns.length - 1;
  const save = () =>
    saveFile(new Blob([csvOf({ columns, rows })], { type: 'text/csv' }), `${fileNameOf(table.caption)}.csv`);
  return (
    <>
      <div className={screenClasses.tools} data-screen="only">
        <CopyButton words={t('methods.table.copy')} text={tsvOf({ columns, rows })} />
        <Button size="compact-sm" variant="default" onClick={save}>
          {t('methods.table.csv')}
        </Button>
      </div>
      <section className={classes.scroll} aria-label={t('methods.table')} {...scrolls}>
        <Table className={classes.table} captionSide="top" lang={language}>
          <Table.Caption>{table.caption}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ key, name }, at) => (
                <Table.Th key={key} scope="col" data-number={isNumber(at)}>
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ key, cells }) => (
              <Table.Tr key={key}>
                {cells.map(({ text }, at) =>
                  at === 0 ? (
                    <Table.Th key={columns[at]?.key} scope="row">
                      {text}
                    </Table.Th>
                  ) : (
                    <Table.Td key={columns[at]?.key} data-number={isNumber(at)}>
                      {text}
                    </Table.Td>
                  ),
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </>
  );
}
