import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../lib/copy-text.ts';
import { say } from '../../lib/said.ts';
import classes from './chart.module.css';
import { type ChartWords, fileNameOf, pngOf, saveFile, svgOf } from './chart-file.ts';
import { type ChartTable, csvOf, tsvOf } from './chart-table.ts';

interface ChartToolsProps {
  readonly words: ChartWords;
  readonly table: ChartTable;
  readonly asTable: boolean;
  readonly onTable: () => void;
  /** The drawing, where it is there. */
  readonly drawing: () => SVGSVGElement | null;
}

/** One tab stop: arrows go from one tool to the next. */
function goAlong(event: KeyboardEvent<HTMLDivElement>): void {
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (way === undefined) return;
  const tools = [...event.currentTarget.querySelectorAll('button')];
  const at = tools.indexOf(event.target as HTMLButtonElement);
  const next = tools[(at + way + tools.length) % tools.length];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  for (const tool of tools) tool.tabIndex = tool === next ? 0 : -1;
  next.focus();
}

/** What can be done with any chart. */
export function ChartTools({ words, table, asTable, onTable, drawing }: ChartToolsProps) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  const name = fileNameOf(words.title);
  const withDrawing = (save: (svg: string) => unknown) => {
    const svg = drawing();
    if (svg !== null) save(svgOf(svg, words));
  };
  const failed = () => say(t('chart.failed'));
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={t('chart.tools', { title: words.title })}
      className={classes.tools}
      data-screen="only"
      onKeyDown={goAlong}
    >
      <Tool first pressed={asTable} onPress={onTable}>
        {t('chart.table')}
      </Tool>
      <Tool
        onPress={() =>
          void copyText(tsvOf(table)).then((done) => {
            setCopied(done);
            say(t(done ? 'action.copied' : 'chart.failed'));
          })
        }
      >
        {t(copied ? 'action.copied' : 'action.copy')}
      </Tool>
      <Tool onPress={() => saveFile(new Blob([csvOf(table)], { type: 'text/csv' }), `${name}.csv`)}>CSV</Tool>
      <Tool
        onPress={() =>
          withDrawing((svg) => saveFile(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`))
        }
      >
        SVG
      </Tool>
      <Tool
        onPress={() =>
          withDrawing((svg) => void pngOf(svg).then((png) => saveFile(png, `${name}.png`), failed))
        }
      >
        PNG
      </Tool>
    </div>
  );
}

interface ToolProps {
  readonly first?: boolean;
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Tool({ first = false, pressed, onPress, children }: ToolProps) {
  return (
    <button
      type="button"
      tabIndex={first ? 0 : -1}
      aria-pressed={pressed}
      className={classes.tool}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
