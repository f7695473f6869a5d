import type { CountPortrait } from '@koersvast/contracts';
import { appearanceAt } from '@koersvast/core/codebook';
import { portraitLanes, portraitSteps } from '@koersvast/core/count';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { tagStyle } from '../../parts/tag/tag-style.ts';
import { type ChartTable, rowsLater } from '../../ui/chart/chart-table.ts';
import type { Look } from '../../ui/chart/looks.tsx';
import { type StripPart, StripsChart } from '../../ui/chart/strips-chart.tsx';
import type { ChartGiven } from './count-chart.ts';
import { useCaption } from './use-caption.ts';
import { useMarks } from './use-marks.ts';
import { useNames } from './use-names.ts';
import { useWords } from './use-words.ts';

/** Each document as a strip in the order of its text: what was coded where. */
export function PortraitView(given: Omit<ChartGiven<CountPortrait>, 'unit'>) {
  const { detail, search, data, at: counted, title, level = 2, onOpen } = given;
  const { t } = useTranslation('count');
  const format = useFormat();
  const names = useNames(detail);
  const words = useWords();
  const caption = useCaption(detail, search);
  const { mark } = useMarks(detail.project.id, search);
  const { from = 0 } = search;
  const used = [...new Set(data.strips.flatMap(({ parts }) => (parts ?? []).map(([row = 0]) => row)))].sort(
    (a, b) => a - b,
  );
  /** As the tag looks in a letter: its colour, and a pattern for its line, so that sixty tags differ. */
  const tags = new Map(detail.tags.map((tag) => [tag.id, tag]));
  const looks = new Map<string, Look>();
  const lookOf = (tagId: string): Look => {
    const known = looks.get(tagId);
    if (known !== undefined) return known;
    const { appearance = 0 } = tags.get(tagId) ?? {};
    const look = { key: tagId, line: appearanceAt(appearance).line, style: tagStyle(appearance) };
    looks.set(tagId, look);
    return look;
  };
  const share = (step: number) => format.share(Math.min(1, step / portraitSteps));
  const strips = data.strips.map((strip) => {
    const { documentId, coderId, roundId } = strip;
    const coder = names.coder(coderId ?? 'final');
    const key = keyOf(strip);
    const named = { title: strip.title, coder };
    if (strip.parts === null) {
      const none = { id: key, label: t('portrait.gap', named) };
      return { key, name: strip.title, parts: null, none };
    }
    const places = strip.parts.map(([row = 0, first = 0, to = 0, spans = 0, start = 0, end = 0]) => ({
      ...{ row, from: first, to, spans, start, end },
    }));
    const lanes = portraitLanes(places);
    const parts = places.map((each, at): StripPart => {
      const tagId = data.tagIds[each.row] ?? '';
      const said = () =>
        t('portrait.part', {
          ...named,
          tag: names.tag(tagId),
          spans: words.spans(each.spans),
          from: share(each.from),
          to: share(each.to),
        });
      const behind = {
        ...{ tagId, documentId },
        ...(coderId !== null && { coderId }),
        ...(roundId !== null && { roundId }),
        part: [each.start, each.end] as const,
      };
      return {
        ...{ mark: mark(`${key} ${each.row} ${each.from}`, said, behind) },
        ...{ from: each.from / portraitSteps, to: Math.min(1, each.to / portraitSteps) },
        ...(lanes[at] ?? { lane: 0, lanes: 1 }),
        look: lookOf(tagId),
        key: tags.get(tagId)?.key ?? '',
      };
    });
    const name = coderId === null ? strip.title : t('portrait.strip', named);
    return { key, name, parts, none: { id: key, label: t('portrait.empty', named) } };
  });
  const documents = new Set(data.strips.map(({ documentId }) => documentId)).size;
  const said = t('portrait.caption', {
    steps: format.number(portraitSteps),
    tags: format.list(used.map((row) => names.tag(data.tagIds[row] ?? ''))),
  });
  // Nobody may ask for it: its rows are put together when somebody does.
  const table = rowsLater(
    [
      { key: 'document', name: t('portrait.column.document') },
      { key: 'coder', name: t('portrait.column.coder') },
      { key: 'tag', name: t('portrait.column.tag') },
      { key: 'spans', name: t('unit.spans'), number: true },
      { key: 'from', name: t('portrait.column.from'), number: true },
      { key: 'to', name: t('portrait.column.to'), number: true },
    ],
    () => rowsOf(data, { coder: names.coder, tag: names.tag, number: format.number, share }),
  );
  return (
    <StripsChart
      title={title ?? t('portrait.title')}
      level={level}
      summary={t('portrait.summary', {
        count: data.total,
        number: format.number(data.total),
        from: format.number(from + 1),
        to: format.number(from + documents),
      })}
      caption={caption(data.basis, { said }, { at: counted })}
      at={search.at}
      onOpen={onOpen}
      strips={strips}
      legend={used.map((row) => ({
        name: names.tag(data.tagIds[row] ?? ''),
        look: lookOf(data.tagIds[row] ?? ''),
      }))}
      table={table}
    />
  );
}

type Strip = CountPortrait['strips'][number];
const keyOf = ({ documentId, roundId, coderId }: Strip) => `${documentId} ${roundId ?? ''} ${coderId ?? ''}`;

interface RowWords {
  readonly coder: (id: string) => string;
  readonly tag: (id: string) => string;
  readonly number: (value: number) => string;
  readonly share: (step: number) => string;
}

/** The same as rows: one for each part, and one for each strip without any. */
function rowsOf(data: CountPortrait, words: RowWords): ChartTable['rows'] {
  return data.strips.flatMap((strip) => {
    const coder = words.coder(strip.coderId ?? 'final');
    const key = keyOf(strip);
    if (strip.parts === null || strip.parts.length === 0) {
      const empty = { text: '–', value: null };
      const letter = [{ text: strip.title, mark: key }, strip.parts === null ? empty : { text: coder }];
      return [{ key, cells: [...letter, empty, empty, empty, empty] }];
    }
    return strip.parts.map(([row = 0, first = 0, to = 0, spans = 0]) => ({
      key: `${key} ${row} ${first}`,
      cells: [
        { text: strip.title, mark: `${key} ${row} ${first}` },
        { text: coder },
        { text: words.tag(data.tagIds[row] ?? '') },
        { text: words.number(spans), value: spans },
        { text: words.share(first), value: first / portraitSteps },
        { text: words.share(to), value: Math.min(1, to / portraitSteps) },
      ],
    }));
  });
}
