import type { ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { useAskedPlace } from '../../lib/use-asked-place.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import classes from './agreement-screen.module.css';
import { BoundaryChart } from './boundary-chart.tsx';
import { Differences } from './differences.tsx';
import { tagQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import type { Report } from './report.ts';
import { TagParts } from './tag-parts.tsx';
import { ToleranceChart } from './tolerance-chart.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useNames } from './use-names.ts';

interface TagViewProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
  readonly tagId: string;
}

/** Where the disagreement about one tag comes from: found, where, which; and the differences that matter most. */
export function TagView({ detail, report, tagId }: TagViewProps) {
  const { t } = useTranslation('agreement');
  const { projectId, search, selection, looked } = useAgreementAddress();
  const { tag, tagOf } = useNames(detail);
  const options = tagQuery({ projectId, selection }, tagId, search.from ?? 0);
  const query = useQuery(options);
  return (
    <section aria-labelledby="tag">
      <Link
        to="/p/$projectId/agreement"
        params={{ projectId }}
        search={looked({ at: `tag ${tagId}` })}
        className={classes.back}
        data-screen="only"
      >
        {t('tag.back')}
      </Link>
      <div className={classes.title}>
        <h2 id="tag">
          <TagMark tag={tagOf(tagId)} name={tag(tagId)} />
        </h2>
        <Neighbours report={report} tagId={tagId} />
      </div>
      <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
        {(figures) => (
          <>
            <TagParts detail={detail} report={report} figures={figures} />
            <div className={classes.charts}>
              {figures.where.pairs > 0 && (
                <>
                  <BoundaryChart name={tag(tagId)} report={report} figures={figures} />
                  <ToleranceChart name={tag(tagId)} report={report} figures={figures} />
                </>
              )}
              <Differences detail={detail} figures={figures} />
            </div>
          </>
        )}
      </Reckoned>
    </section>
  );
}

/** The tags before and after it. */
function Neighbours({ report, tagId }: { readonly report: Report; readonly tagId: string }) {
  const { t } = useTranslation('agreement');
  const { show } = useAgreementAddress();
  const ids = report.tags.map((each) => each.tagId);
  const at = ids.indexOf(tagId);
  const asked = useAskedPlace(tagId);
  const go = (step: number) => {
    const from = ids.indexOf(asked.current);
    const next = ids[from + step];
    if (from < 0 || next === undefined) return false;
    asked.current = next;
    show({ tag: next, at: undefined, from: undefined });
    return true;
  };
  useCommandKeys('agreement', { 'figure.tag.previous': () => go(-1), 'figure.tag.next': () => go(1) });
  return (
    <span className={classes.pager} data-screen="only">
      <Button variant="default" size="compact-sm" disabled={at <= 0} onClick={() => go(-1)}>
        {t('tag.previous')}
      </Button>
      <Button variant="default" size="compact-sm" disabled={at + 1 >= ids.length} onClick={() => go(1)}>
        {t('tag.next')}
      </Button>
    </span>
  );
}
