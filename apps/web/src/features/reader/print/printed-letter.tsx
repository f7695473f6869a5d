import type { DocumentText, ListedDocument, ProjectDetail, Round } from '@koersvast/contracts';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { blocksOf } from '../../../data/document-text.ts';
import { useTagName } from '../../../data/project.ts';
import { useFormat } from '../../../lib/format.ts';
import { TagMark } from '../../../parts/tag/tag-mark.tsx';
import { tagStyle } from '../../../parts/tag/tag-style.ts';
import { countBy, type ListedAnnotation, type ReaderFilter } from '../annotation-list.ts';
import { numbered, type PrintedBlock, type PrintedPiece, printedBlocks, printedRows } from './printed.ts';
import blockClasses from './printed-blocks.module.css';
import classes from './printed-letter.module.css';

export interface PrintedLetterProps {
  readonly project: ProjectDetail;
  readonly row: ListedDocument;
  readonly text: DocumentText;
  readonly round: Round | null;
  /** What is shown, in text order; empty as long as it has not been read. */
  readonly list: readonly ListedAnnotation[];
  readonly read: boolean;
  readonly filter: ReaderFilter;
}

/** The letter on paper: its codes in the margin under numbers, and what they mean at the end. */
export function PrintedLetter({ project, row, text, round, list, read, filter }: PrintedLetterProps) {
  const { t } = useTranslation(['reader', 'document']);
  const format = useFormat();
  const nameOf = useTagName();
  const tagOf = new Map(project.tags.map((tag) => [tag.id, tag]));
  const memberOf = new Map(project.members.map((member) => [member.id, member]));
  const notes = numbered(
    list.map(({ key, shown }) => ({ id: key, start: shown.row.start, end: shown.row.end })),
  );
  const shownOf = (number: number) => list[number - 1]?.shown.row;
  const details = [
    [t('document:field.author'), row.author],
    [t('document:field.addressee'), row.addressee],
    [t('document:field.date'), row.date === null ? null : format.partialDate(row.date)],
    [t('document:field.dossier'), row.dossier],
    [t('document:field.documentNumber'), row.documentNumber],
  ].filter((detail): detail is [string, string] => detail[1] !== null);
  const lead = [
    project.project.name,
    round === null ? '' : round.name,
    read ? t('print.annotations', { count: list.length }) : '',
    filter.tag === undefined ? '' : t('print.onlyTag', { tag: named(tagOf.get(filter.tag), nameOf) }),
    filter.coder === undefined
      ? ''
      : t('print.onlyCoder', { coder: memberOf.get(filter.coder)?.name ?? '–' }),
    t('print.made', { when: format.moment(new Date().toISOString()) }),
  ].filter((part) => part !== '');
  const perTag = countBy(list, 'tagId', {});
  const perCoder = countBy(list, 'createdById', {});
  return (
    <article className={classes.letter} data-printed="">
      <header className={classes.head}>
        <h1 lang={row.language}>{row.title}</h1>
        {details.length > 0 && (
          <dl className={classes.details}>
            {details.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt> <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        <p className={classes.lead}>{lead.join(' · ')}</p>
      </header>
      <div lang={row.language}>
        {printedRows(printedBlocks(text.text, blocksOf(text), notes)).map((row) => (
          <div key={row[0]?.block.index} className={classes.row} data-kind={row[0]?.block.kind}>
            <span className={classes.number}>{row[0]?.block.paragraph}</span>
            <RowWords row={row} styleOf={(number) => styleOf(tagOf.get(shownOf(number)?.tagId ?? ''))} />
            <ul className={classes.margin} aria-label={t('print.margin')}>
              {row
                .flatMap((printed) => printed.notes)
                .map((number) => {
                  const annotation = shownOf(number);
                  const tag = tagOf.get(annotation?.tagId ?? '');
                  return (
                    <li key={number}>
                      <span className={classes.sign}>{number}</span>{' '}
                      <TagMark tag={tag} name={named(tag, nameOf)} />{' '}
                      <span className={classes.coder}>
                        {memberOf.get(annotation?.createdById ?? '')?.initials}
                      </span>
                    </li>
                  );
                })}
            </ul>
          </div>
        ))}
      </div>
      {list.length > 0 && (
        <footer className={classes.legend}>
          <h2>{t('print.legend')}</h2>
          <p>{t('print.signs')}</p>
          <ul>
            {project.tags
              .filter(({ id }) => perTag.has(id))
              .map((tag) => (
                <li key={tag.id}>
                  <TagMark tag={tag} name={nameOf(tag)} /> {perTag.get(tag.id)}
                </li>
              ))}
          </ul>
          <ul>
            {project.members
              .filter(({ id }) => perCoder.has(id))
              .map((member) => (
                <li key={member.id}>
                  <strong>{member.initials}</strong> {member.name}, {perCoder.get(member.id)}
                </li>
              ))}
          </ul>
        </footer>
      )}
    </article>
  );
}

type Tag = ProjectDetail['tags'][number];

function named(tag: Tag | undefined, nameOf: (tag: Tag) => string): string {
  return tag === undefined ? '–' : nameOf(tag);
}

function styleOf(tag: Tag | undefined): CSSProperties {
  return tagStyle(tag?.appearance ?? 0);
}

interface RowWordsProps {
  readonly row: readonly PrintedBlock[];
  readonly styleOf: WordsProps['styleOf'];
}

/** One block, or the cells of one row of a table beside each other. */
function RowWords({ row, styleOf: style }: RowWordsProps) {
  const [first] = row;
  if (first === undefined) return null;
  if (first.cell === null)
    return (
      <div>
        {first.speaker !== null && <p className={blockClasses.speaker}>{first.speaker}</p>}
        <Words printed={first} styleOf={style} />
      </div>
    );
  const columns = first.cell.table.columns.replaceAll(/minmax\([\d.]+em/g, 'minmax(0');
  return (
    <div className={blockClasses.cells} style={{ gridTemplateColumns: columns }}>
      {row.map((printed) => (
        <div key={printed.block.index} style={{ gridColumn: printed.cell?.column }}>
          <Words printed={printed} styleOf={style} />
        </div>
      ))}
    </div>
  );
}

interface WordsProps {
  readonly printed: PrintedBlock;
  readonly styleOf: (number: number) => CSSProperties;
}

function Words({ printed, styleOf: style }: WordsProps) {
  const { block, lanes, lines, pieces, sign } = printed;
  return (
    <p
      className={classes.words}
      data-kind={block.kind}
      data-level={block.level}
      style={{ '--level': printed.level } as CSSProperties}
      data-lines={lines}
      data-deep={lanes > 2}
      dir="auto"
    >
      {sign !== null && <sup className={classes.sign}>{sign}</sup>}
      {pieces.map((piece) => (
        <Piece key={piece.start} piece={piece} styleOf={style} />
      ))}
    </p>
  );
}

function Piece({ piece, styleOf: style }: { readonly piece: PrintedPiece; styleOf: WordsProps['styleOf'] }) {
  const { opens, closes, marks, text, signs } = piece;
  return (
    <>
      {opens.length > 0 && <sup className={classes.sign}>{opens.join(',')}</sup>}
      {marks.reduceRight<ReactNode>(
        (words, { number, lane }) => (
          <span
            key={number}
            className={classes.mark}
            style={{ ...style(number), '--lane': lane } as CSSProperties}
          >
            {words}
          </span>
        ),
        text,
      )}
      {signs.length > 0 && <sup className={blockClasses.noteSign}>{signs.join(', ')}</sup>}
      {closes.length > 0 && <sup className={classes.sign}>{`]${closes.join(',')}`}</sup>}
    </>
  );
}
