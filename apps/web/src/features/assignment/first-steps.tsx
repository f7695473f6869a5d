import type { ProjectDetail } from '@koersvast/contracts';
import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type FirstStep, firstSteps } from '../../data/home.ts';
import { mayHere } from '../../data/project.ts';
import rowLink from '../../ui/row-link.module.css';
import classes from './first-steps.module.css';

const places = {
  documents: { to: '/p/$projectId/documents/add', ability: 'document.edit' },
  codebook: { to: '/p/$projectId/codebook', ability: 'codebook.edit' },
  people: { to: '/p/$projectId/members', ability: 'member.invite' },
  round: { to: '/p/$projectId/rounds/new', ability: 'round.edit' },
} as const;

interface FirstStepsProps {
  readonly detail: ProjectDetail;
  readonly taken: ReadonlySet<FirstStep>;
}

/** How a project begins: four steps, each done or still to do, the next one in front. */
export function FirstSteps({ detail, taken }: FirstStepsProps) {
  const { t } = useTranslation('assignment');
  const projectId = detail.project.id;
  const mine = (step: FirstStep) => mayHere(detail, places[step].ability);
  const next = firstSteps.find((step) => !taken.has(step) && mine(step));
  return (
    <section className={classes.steps} aria-labelledby="first-steps">
      <h2 id="first-steps" className={classes.title}>
        {t('steps.title')}
      </h2>
      <ol className={classes.list}>
        {firstSteps.map((step, at) => {
          const done = taken.has(step);
          return (
            <li
              key={step}
              className={`${classes.step} ${rowLink.row}`}
              data-done={done}
              data-next={step === next}
            >
              <span className={classes.number} aria-hidden="true">
                {done ? '✓' : at + 1}
              </span>
              <div>
                <div className={classes.name}>
                  {mine(step) && !done ? (
                    <Link to={places[step].to} params={{ projectId }} className={rowLink.link}>
                      {t(`steps.${step}`)}
                    </Link>
                  ) : (
                    t(`steps.${step}`)
                  )}
                  <VisuallyHidden>{`: ${t(done ? 'steps.done' : step === next ? 'steps.next' : 'steps.todo')}`}</VisuallyHidden>
                </div>
                <p className={classes.what}>
                  {t(`steps.${step}.what`)}
                  {!done && !mine(step) && ` ${t('steps.ask')}`}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
