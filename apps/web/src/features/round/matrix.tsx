import { Button, Table } from '@mantine/core';
import '@mantine/core/styles/Table.css';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedCoder } from '../../data/coder-names.ts';
import gridClasses from '../../ui/grid-table.module.css';
import classes from './matrix.module.css';

export interface MatrixDocument {
  readonly id: string;
  readonly title: string;
  readonly language: string;
}

/** One cell of the matrix, as a member of a set. */
export function cellOf(documentId: string, memberId: string): string {
  return `${documentId}/${memberId}`;
}

/** How many documents are shown before the rest is asked for. */
const SHOWN = 100;

interface MatrixProps {
  readonly label: string;
  readonly documents: readonly MatrixDocument[];
  readonly coders: readonly NamedCoder[];
  readonly chosen: ReadonlySet<string>;
  /** Null where it is only shown. */
  readonly onChoose: ((cells: readonly string[], chosen: boolean) => void) | null;
}

/** Where an arrow leads from a cell, by rows and columns. */
const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Who codes what: documents by coders, with a box in each cell. Arrow keys go from box to box. */
export function Matrix({ label, documents, coders, chosen, onChoose }: MatrixProps) {
  const { t } = useTranslation('round');
  const table = useRef<HTMLTableElement>(null);
  const [all, setAll] = useState(false);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const shown = all ? documents : documents.slice(0, SHOWN);
  const boxAt = (row: number, column: number) =>
    table.current?.querySelector<HTMLInputElement>(`[data-cell="${row}-${column}"]`);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = boxAt(at[0] + step[0], at[1] + step[1]);
    if (next == null) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a group of fields it is not */}
      <div
        className={gridClasses.scroll}
        role="group"
        aria-label={label}
        tabIndex={onChoose === null ? 0 : -1}
      >
        <Table className={`${gridClasses.table} ${classes.matrix}`} ref={table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('matrix.document')}</Table.Th>
              {coders.map((coder) => {
                const column = documents.map((document) => cellOf(document.id, coder.id));
                const every = column.every((cell) => chosen.has(cell));
                return (
                  <Table.Th key={coder.id} scope="col" className={classes.coder}>
                    <span className={classes.name} title={coder.name}>
                      {coder.name}
                    </span>
                    {coder.email != null && (
                      <span className={classes.email} title={coder.email}>
                        {coder.email}
                      </span>
                    )}
                    {coder.hint !== undefined && <span className={classes.hint}>{coder.hint}</span>}
                    {onChoose !== null && documents.length > 1 && (
                      <button
                        type="button"
                        className={classes.every}
                        aria-label={t(every ? 'matrix.noneOf' : 'matrix.allOf', { name: coder.name })}
                        onClick={() => onChoose(column, !every)}
                      >
                        {t(every ? 'matrix.none' : 'matrix.all')}
                      </button>
                    )}
                  </Table.Th>
                );
              })}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody onKeyDown={onChoose === null ? undefined : onKeyDown}>
            {shown.map((document, row) => (
              <Table.Tr key={document.id}>
                <Table.Th scope="row" lang={document.language} dir="auto" title={document.title}>
                  {document.title}
                </Table.Th>
                {coders.map((coder, column) => {
                  const cell = cellOf(document.id, coder.id);
                  const name = t('matrix.cell', { name: coder.name, title: document.title });
                  return (
                    <Table.Td key={coder.id}>
                      {onChoose === null ? (
                        chosen.has(cell) && (
                          <span role="img" aria-label={name} className={classes.drawn}>
                            ●
                          </span>
                        )
                      ) : (
                        <label className={classes.box}>
                          <input
                            type="checkbox"
                            aria-label={name}
                            data-cell={`${row}-${column}`}
                            tabIndex={at[0] === row && at[1] === column ? 0 : -1}
                            checked={chosen.has(cell)}
                            onFocus={() => setAt([row, column])}
                            onChange={(event) => onChoose([cell], event.currentTarget.checked)}
                          />
                        </label>
                      )}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above */}
      {shown.length < documents.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t('matrix.more', { count: documents.length })}
        </Button>
      )}
    </>
  );
}
