import type { ProjectDetail, StartRule } from '@koersvast/contracts';
import type { PlaceInProject } from '@koersvast/core/place';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { memberName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useOnline } from '../../lib/online.ts';
import { Fault } from '../../ui/fault.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import type { Comparison } from './comparison.ts';
import classes from './start-final.module.css';
import type { FinalCommands } from './use-compare-commands.ts';

interface StartFinalProps {
  readonly project: ProjectDetail;
  readonly place: PlaceInProject;
  readonly comparison: Comparison;
  readonly final: FinalCommands;
  readonly onStarted: () => void;
}

const rules = ['unanimous', 'majority', 'one_coder', 'review', 'empty'] as const;

/** How the final version begins, with what each rule would give. */
export function StartFinal({ project, place, comparison, final, onStarted }: StartFinalProps) {
  const { t } = useTranslation('compare');
  const online = useOnline();
  const coders = comparison.coders.map(({ memberId }) => memberId);
  const [kind, setKind] = useState<StartRule['kind']>('unanimous');
  const [coder, setCoder] = useState(coders[0] ?? '');
  const ruleOf = (each: StartRule['kind']): StartRule =>
    each === 'one_coder' ? { kind: each, memberId: coder } : { kind: each };
  const start = async () => {
    try {
      await final.start(ruleOf(kind));
      onStarted();
    } catch {
      // Shown above the button.
    }
  };
  return (
    <section className={classes.start} aria-label={t('start.title')}>
      <h3 className={classes.title}>{t('start.title')}</h3>
      <p className={classes.lead}>{t('start.lead')}</p>
      <fieldset className={classes.rules} aria-label={t('start.rule')}>
        {rules.map((each) => (
          <div key={each} className={classes.rule}>
            <label>
              <input type="radio" name="start-rule" checked={kind === each} onChange={() => setKind(each)} />
              <span>{t(`rule.${each}`)}</span>
            </label>
            {each === 'one_coder' && (
              <SmallSelect
                className={classes.coder}
                label={t('start.coder')}
                title={memberName(project, coder)}
                value={coder}
                onChoose={(id) => {
                  setCoder(id);
                  setKind('one_coder');
                }}
              >
                {coders.map((id) => (
                  <option key={id} value={id}>
                    {memberName(project, id)}
                  </option>
                ))}
              </SmallSelect>
            )}
            <Preview
              project={project}
              place={place}
              rule={ruleOf(each)}
              enabled={each !== 'one_coder' || coder !== ''}
            />
          </div>
        ))}
      </fieldset>
      <Fault error={final.starting.error} again={start} />
      {!online && <p>{t('offline')}</p>}
      <Button
        size="compact-md"
        onClick={() => void start()}
        loading={final.starting.pending}
        disabled={!online}
      >
        {t('start.confirm')}
      </Button>
    </section>
  );
}

interface PreviewProps {
  readonly project: ProjectDetail;
  readonly place: PlaceInProject;
  readonly rule: StartRule;
  readonly enabled: boolean;
}

function Preview({ project, place, rule, enabled }: PreviewProps) {
  const { t } = useTranslation('compare');
  const preview = useQuery(
    trpc.adjudication.startPreview.queryOptions({ ...place, rule }, { enabled, staleTime: 0 }),
  ).data;
  if (preview === undefined) return <p className={classes.preview}>…</p>;
  const unfinished = preview.unfinished.map((id) => memberName(project, id)).join(', ');
  return (
    <p className={classes.preview}>
      {t('start.annotations', { count: preview.annotations })}, {t('start.left', { count: preview.left })}
      {unfinished !== '' && `. ${t('start.unfinished', { who: unfinished })}`}
    </p>
  );
}
