import type { ImportCodebookOutput } from '@koersvast/contracts';
import { Table, VisuallyHidden } from '@mantine/core';
import '@mantine/core/styles/Table.css';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../data/fault-words.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './import-codebook.module.css';
import { columnCodes, isRefusal, problemCodes, roleOfColumn } from './import-problems.ts';

type Problem = ImportCodebookOutput['problems'][number];

/** How many lines of one problem are named before the rest is only counted. */
const NAMED = 6;

interface ImportReportProps {
  readonly report: ImportCodebookOutput;
  readonly changes: boolean;
}

/** What is wrong with a file, each cause once; else the tree that would come of it. */
export function ImportReport({ report, changes }: ImportReportProps) {
  const { t } = useTranslation('tag');
  const { problems, keys, tree } = report;
  const count = (outcome: string) =>
    tree.filter((each) => each.outcome === outcome && each.line !== null).length;
  return (
    <div role="status" className={classes.report}>
      {problems.length > 0 && (
        <>
          <p className={classes.problems}>{t('import.problems')}</p>
          <ul>
            {problems.map((problem) => (
              <Said key={`${problem.line} ${problem.column} ${problem.code}`} problem={problem} />
            ))}
          </ul>
        </>
      )}
      {problems.length === 0 && (
        <p>
          {changes
            ? t('import.counts', { added: count('added'), changed: count('changed'), same: count('same') })
            : t('import.nothing')}
        </p>
      )}
      {keys.length > 0 && problems.length === 0 && (
        <>
          <p>{t('import.keys')}</p>
          <ul>
            {keys.map((problem) => (
              <Said
                key={`${problem.line} ${problem.code} ${problem.details?.key ?? ''}`}
                problem={problem}
                free={report.freeKeys.join(' ')}
              />
            ))}
          </ul>
          <p>
            {report.freeKeys.length > 0
              ? t('import.freeKeys', { keys: report.freeKeys.join(' ') })
              : t('import.noFreeKeys')}
          </p>
        </>
      )}
      {tree.length > 0 && <Tree tree={tree} />}
    </div>
  );
}

/** One cause, with the lines that have it. */
function Said({ problem, free = '…' }: { readonly problem: Problem; readonly free?: string }) {
  const { t } = useTranslation('tag');
  const format = useFormat();
  const refusal = useRefusalWords();
  const { column, code, lines, count, details = {} } = problem;
  const wordsOf = (): string => {
    const ofColumn = columnCodes.find((each) => each === `${column}.${code}`);
    if (ofColumn !== undefined) return t(`problem.${ofColumn}`);
    const known = problemCodes.find((each) => each === code);
    if (known !== undefined) return t(`problem.${known}`, { name: '…', key: '…', ...details });
    return isRefusal(code) ? refusal(code, { free, ...details }) : t('problem.value_not_valid');
  };
  const named = lines.slice(0, NAMED).map((line) => format.number(line));
  const where =
    count > named.length
      ? t('import.linesMore', { lines: named.join(', '), count: count - named.length })
      : t('import.lines', { lines: format.list(named), count: named.length });
  const role = roleOfColumn(column);
  return (
    <li>
      {role === null
        ? t('import.problemLine', { where, problem: wordsOf() })
        : t('import.problem', { where, column: t(`import.role.${role}`), problem: wordsOf() })}
    </li>
  );
}

/** What scrolls must be reachable by keyboard. */
const scrolls = { tabIndex: 0 } as const;

type Tree = ImportCodebookOutput['tree'];

/** The tree with what each tag stands under, and a place to be known by: a name can be there twice. */
function placed(tree: Tree) {
  const above: string[] = [];
  return tree.map((each, place) => {
    above[each.depth] = each.name;
    return { ...each, place, under: each.depth === 0 ? null : (above[each.depth - 1] ?? null) };
  });
}

/** The codebook as it would be, as far as the file is about it. */
function Tree({ tree }: { readonly tree: Tree }) {
  const { t } = useTranslation('tag');
  return (
    <section className={classes.scroll} aria-label={t('import.tree')} {...scrolls}>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('import.tag')}</Table.Th>
            <Table.Th scope="col">{t('field.key')}</Table.Th>
            <Table.Th scope="col">{t('import.outcome')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {placed(tree).map(({ place, name, depth, under, key, line, archived, outcome }) => (
            <Table.Tr key={place} data-outcome={outcome}>
              <Table.Td style={{ paddingInlineStart: depth * 20 }}>
                <span dir="auto">{name}</span>
                {under !== null && <VisuallyHidden>, {t('under', { tag: under })}</VisuallyHidden>}
              </Table.Td>
              <Table.Td>{key === null ? '' : <kbd>{key}</kbd>}</Table.Td>
              <Table.Td>
                {line === null && outcome === 'same' ? t('import.there') : t(`import.${outcome}`)}
                {archived ? `, ${t('import.archived')}` : ''}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
