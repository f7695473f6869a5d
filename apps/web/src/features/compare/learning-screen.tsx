import type { Learning, ProjectDetail } from '@koersvast/contracts';
import { excerptOf } from '@koersvast/core/text';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { memberName, useProject, useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useKinds } from '../../data/verdict-kinds.ts';
import { keyOf } from '../../parts/review/said.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import { followText } from '../../ui/row-link.ts';
import { Segments } from '../../ui/segments.tsx';
import classes from './learning-screen.module.css';
import { PassChoice } from './pass-switch.tsx';

const route = getRouteApi('/inside/p/$projectId/learning');
type Item = Learning[number];
const outcomes = ['tag', 'boundary', 'left_out', 'missed', 'open', 'same'] as const;

/** A coder's own tags beside the final version, with the reasons. */
export function LearningScreen() {
  const { t } = useTranslation(['compare', 'review']);
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  const { pass = 'first' } = route.useSearch();
  const go = route.useNavigate();
  usePageTitle(t('review:learning.title'), project.data?.project.name);
  const learning = useQuery(
    trpc.adjudication.learning.queryOptions({ projectId, roundId: null, pass }, { staleTime: 0 }),
  );
  return (
    <Page title={t('review:learning.title')} lead={t('review:learning.lead')}>
      <PassChoice
        pass={pass}
        what={t(pass === 'first' ? 'review:learning.first' : 'review:learning.now')}
        onPass={(next) => void go({ search: (before) => ({ ...before, pass: next }), replace: true })}
      />
      <Loaded query={project}>
        {(detail) => (
          <Loaded query={learning}>
            {(items) =>
              items.length === 0 ? (
                <Empty title={t('review:learning.empty')}>{t('review:learning.emptyText')}</Empty>
              ) : (
                <Outcomes detail={detail} items={items} />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Outcomes({ detail, items }: { readonly detail: ProjectDetail; readonly items: Learning }) {
  const { t } = useTranslation(['compare', 'review']);
  const { outcome, pass } = route.useSearch();
  const go = route.useNavigate();
  const shown = items.filter((item) => outcome === undefined || item.outcome === outcome);
  const documents = [...Map.groupBy(shown, ({ documentId }) => documentId)];
  return (
    <>
      <Segments
        label={t('review:learning.filter')}
        value={outcome ?? 'all'}
        options={[
          { value: 'all', name: t('review:learning.all', { count: items.length }) },
          ...outcomes.flatMap((each) => {
            const count = items.filter((item) => item.outcome === each).length;
            if (count === 0 && each !== outcome) return [];
            return [
              { value: each, name: t('review:learning.count', { word: t(`review:outcome.${each}`), count }) },
            ];
          }),
        ]}
        className={classes.filter}
        onChoose={(each) =>
          void go({ search: { ...(pass && { pass }), ...(each !== 'all' && { outcome: each }) } })
        }
      />
      {documents.map(([documentId, list]) => (
        <section key={documentId} className={classes.document}>
          <h2 className={classes.title}>{list[0]?.documentTitle}</h2>
          <ul className={classes.list} ref={followText}>
            {list.map((item) => (
              <Row
                key={`${item.mine?.layerId ?? ''}/${item.mine?.annotationId ?? ''}/${item.final?.annotationId ?? ''}`}
                detail={detail}
                item={item}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Row({ detail, item }: { readonly detail: ProjectDetail; readonly item: Item }) {
  const { t } = useTranslation(['compare', 'review']);
  const { nameOf: nameOfKind } = useKinds(detail);
  const { mine, final, decision, verdict, outcome } = item;
  const place = mine ?? final;
  const why = [
    decision === null
      ? null
      : {
          who: memberName(detail, decision.createdById),
          kind: decision.kind,
          reason: decision.reason,
          word: t(`action.${decision.action}`),
          rule: decision.rule,
        },
    verdict === null
      ? null
      : {
          who: null,
          kind: verdict.kind,
          reason: verdict.reason,
          word: t(`verdict.${verdict.verdict as 'accept'}`),
          rule: null,
        },
    verdict?.response == null
      ? null
      : {
          who: null,
          kind: null,
          reason: verdict.responseReason ?? '',
          word: t(`review:learning.response.${verdict.response}`),
          rule: null,
        },
  ].filter((each) => each !== null);
  return (
    <li className={`${classes.row} ${rowLink.row}`}>
      <span className={classes.outcome} data-outcome={outcome}>
        {t(`review:outcome.${outcome}`)}
      </span>
      <div className={classes.words}>
        <Link
          to="/p/$projectId/documents/$documentId"
          params={{ projectId: detail.project.id, documentId: item.documentId }}
          search={
            mine === null
              ? { at: `${place?.start ?? 0}-${place?.end ?? 0}`, round: item.roundId }
              : { annotation: keyOf({ layerId: mine.layerId, id: mine.annotationId }), round: item.roundId }
          }
          className={`${classes.link} ${rowLink.link}`}
        >
          {mine !== null && (
            <Side
              detail={detail}
              word={t(item.pass === 'first' ? 'review:learning.mineFirst' : 'review:learning.mine')}
              side={mine}
            />
          )}
          {final !== null && outcome !== 'same' && (
            <Side detail={detail} word={t('review:learning.final')} side={final} />
          )}
        </Link>
        {why.map(({ who, kind, reason, word, rule }) => (
          <p key={word} className={`${classes.why} ${rowLink.text}`}>
            <strong>{word}</strong>
            {kind !== null && ` · ${nameOfKind(kind)}`}
            {rule !== null && ` · ${t('decided.byRule', { rule: t(`rule.${rule as 'empty'}`) })}`}
            {reason !== '' && <span className={classes.reason}>: {reason}</span>}
            {who !== null && rule === null && <span className={classes.who}> {who}</span>}
          </p>
        ))}
      </div>
    </li>
  );
}

interface SideProps {
  readonly detail: ProjectDetail;
  readonly word: string;
  readonly side: { readonly tagId: string; readonly quote: string };
}

function Side({ detail, word, side }: SideProps) {
  const nameOf = useTagName();
  const tag = detail.tags.find(({ id }) => id === side.tagId);
  return (
    <span className={classes.side}>
      <span className={classes.sideWord}>{word}</span>
      <span>
        <TagMark tag={tag} name={tag === undefined ? '–' : nameOf(tag)} />{' '}
        <q dir="auto" className={classes.quote} lang="">
          {excerptOf(side.quote, 200)}
        </q>
      </span>
    </span>
  );
}
