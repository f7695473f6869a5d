import type { AgreementHelp, ProjectDetail } from '@koersvast/contracts';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { labelTags } from '../../data/project.ts';
import { isFollowedHere } from '../../lib/followed-here.ts';
import { useFormat } from '../../lib/format.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { IntervalLine } from '../../ui/chart/interval-line.tsx';
import { domainOf } from '../../ui/chart/interval-shape.tsx';
import rowLink from '../../ui/row-link.module.css';
import type { Column } from '../../ui/table/columns.ts';
import { MeasureReading } from './measure-reading.tsx';
import classes from './overview.module.css';
import { PassagesLink } from './passages-link.tsx';
import type { Report } from './report.ts';
import type { TagRow } from './tag-rows.ts';
import { useAgreementAddress } from './use-agreement-address.ts';
import { lines, useFigures } from './use-figures.ts';

const verdicts = ['reliable', 'tentative', 'unreliable', 'cannot-tell'];
const helps = ['found', 'where', 'which', 'coder', 'none'];

/** What would help, with the tag or the coder that it is about. */
export function useHelpWords(detail: ProjectDetail, { basis }: Report): (help: AgreementHelp) => string {
  const { t, i18n } = useTranslation('agreement');
  const labels = labelTags(detail.tags, i18n.language);
  return ({ kind, other }) => {
    if (other === null) return t(kind === 'coder' ? 'help.none' : `help.${kind}`);
    return kind === 'coder'
      ? t('help.coder', { coder: basis.coders.find(({ id }) => id === other)?.name ?? '–' })
      : kind === 'which'
        ? t('help.which.other', { tag: labels.get(other)?.label ?? '–' })
        : t(`help.${kind}`);
  };
}

/** Who gave how many, those with most first, by their initials. */
function useByCoder(detail: ProjectDetail, { basis }: Report) {
  const format = useFormat();
  const names = new Map(basis.coders.map(({ id, name }) => [id, name]));
  const initials = new Map(detail.members.map((member) => [member.id, member.initials]));
  return ({ spansByCoder }: TagRow['figures']) => {
    const all = [...spansByCoder].sort((one, other) => other.spans - one.spans);
    const list = (called: (id: string) => string) =>
      all.map(({ coderId, spans }) => `${called(coderId)} ${format.number(spans)}`).join(', ');
    return {
      short: list((id) => initials.get(id) ?? names.get(id) ?? '–'),
      whole: list((id) => names.get(id) ?? '–'),
    };
  };
}

/** What is said of each tag. */
export function useTagColumns(
  detail: ProjectDetail,
  report: Report,
  rows: readonly TagRow[],
): readonly Column<TagRow>[] {
  const { t } = useTranslation('agreement');
  const figures = useFigures();
  const { looked, leave } = useAgreementAddress();
  const navigate = useNavigate();
  const params = { projectId: detail.project.id };
  const helpWords = useHelpWords(detail, report);
  const counts = useCountColumns(detail, report);
  const domain = domainOf(rows.map(({ figures: { alpha } }) => alpha));
  const [low, high] = lines;
  return [
    {
      id: 'tag',
      name: t('table.tag'),
      width: 200,
      sortBy: placeOf,
      cell: ({ tagId, tag, name, depth }) => (
        <Link
          to="/p/$projectId/agreement"
          params={params}
          search={looked({ tag: tagId })}
          data-place={`tag ${tagId}`}
          onClick={(event) => {
            if (!isFollowedHere(event)) return;
            event.preventDefault();
            const search = looked({ tag: tagId });
            void leave(`tag ${tagId}`, () => navigate({ to: '/p/$projectId/agreement', params, search }));
          }}
          className={`${classes.tag} ${rowLink.link}`}
          style={{ paddingInlineStart: `${Math.min(depth, 6) * 16}px` }}
        >
          <TagMark tag={tag} name={name} />
        </Link>
      ),
    },
    {
      id: 'alpha',
      name: t('table.alpha'),
      help: <MeasureReading measure="u_alpha" name={t('table.alpha')} />,
      hint: t('table.alpha.hint', { low: figures.alpha(low), high: figures.alpha(high) }),
      width: 324,
      keep: 9,
      onPhone: 'named',
      sortBy: ({ figures: { alpha } }) => alpha.value,
      cell: ({ tagId, name, figures: { alpha } }) => (
        <span className={classes.alpha}>
          {alpha.value === null ? (
            <span className={classes.quiet}>{figures.reason(alpha.reason)}</span>
          ) : (
            <>
              <PassagesLink
                place={`alpha ${tagId}`}
                which={{ tag: tagId }}
                label={t('figure.passages', { name, value: figures.alpha(alpha.value) })}
                className={`${classes.figure} ${rowLink.above}`}
              >
                {figures.alpha(alpha.value)}
              </PassagesLink>
              <IntervalLine {...alpha} domain={domain} references={lines} width={132} />
              <span className={classes.between}>
                {figures.between(alpha) ??
                  (alpha.noInterval === null ? '' : figures.reason(alpha.noInterval))}
              </span>
            </>
          )}
        </span>
      ),
    },
    {
      id: 'verdict',
      name: t('table.verdict'),
      width: 160,
      keep: 8,
      onPhone: 'bare',
      sortBy: ({ figures: { verdict } }) => verdicts.indexOf(verdict.word),
      cell: ({ figures: each }) => (
        <span className={classes.verdict} data-word={each.verdict.word}>
          {figures.verdict(each.verdict, each)}
        </span>
      ),
    },
    {
      id: 'help',
      name: t('table.help'),
      width: 184,
      keep: 7,
      onPhone: 'named',
      sortBy: ({ figures: { help } }) => helps.indexOf(help.kind),
      cell: ({ figures: { help } }) => helpWords(help),
    },
    ...counts,
  ];
}

/** How much there is of each. */
function useCountColumns(detail: ProjectDetail, report: Report): readonly Column<TagRow>[] {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const figures = useFigures();
  const byCoder = useByCoder(detail, report);
  return [
    {
      id: 'f1',
      name: t('table.f1'),
      help: <MeasureReading measure="f1" name={t('table.f1')} />,
      width: 92,
      keep: 5,
      number: true,
      onPhone: 'named',
      sortBy: ({ figures: { f1 } }) => f1.value,
      // The reason is said of the tag already, where it has no value at all.
      cell: ({ figures: { f1, alpha } }) =>
        f1.value !== null ? (
          figures.score(f1)
        ) : (
          <span className={classes.quiet}>{f1.reason === alpha.reason ? '–' : figures.score(f1)}</span>
        ),
    },
    {
      id: 'spans',
      name: t('table.spans'),
      width: 104,
      keep: 6,
      number: true,
      onPhone: 'named',
      sortBy: ({ figures: { spans } }) => spans,
      cell: ({ tagId, figures: { spans } }) =>
        spans === 0 ? (
          format.number(spans)
        ) : (
          <PassagesLink
            place={`spans ${tagId}`}
            which={{ tag: tagId }}
            className={`${classes.figure} ${rowLink.above}`}
            stop={false}
          >
            {format.number(spans)}
          </PassagesLink>
        ),
    },
    {
      id: 'documents',
      name: t('table.documents'),
      width: 104,
      keep: 4,
      number: true,
      onPhone: 'named',
      sortBy: ({ figures: { documents } }) => documents,
      cell: ({ figures: { documents } }) => format.number(documents),
    },
    {
      id: 'share',
      name: t('table.share'),
      width: 112,
      keep: 3,
      number: true,
      onPhone: 'named',
      sortBy: ({ figures: { share } }) => share,
      cell: ({ figures: { share } }) => format.share(share),
    },
    {
      id: 'coders',
      name: t('table.coders'),
      width: 168,
      keep: 2,
      onPhone: 'named',
      cell: ({ figures: each }) => {
        const { short, whole } = byCoder(each);
        return short === '' ? '–' : <span title={whole}>{short}</span>;
      },
    },
  ];
}

const placeOf = ({ place }: TagRow) => place;
