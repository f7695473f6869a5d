import type { ProjectDetail } from '@koersvast/contracts';
import { treeOrder, withDescendants } from '@koersvast/core/codebook';
import { limits } from '@koersvast/core/limit';
import { useTranslation } from 'react-i18next';
import { useMemberWords } from '../../data/project.ts';
import { SetSelect } from '../../parts/document/set-select.tsx';
import { RoundSelect } from '../../parts/round/round-select.tsx';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { Tick } from '../../ui/tick.tsx';
import classes from './passage-screen.module.css';
import { usePassageAddress } from './use-passage-address.ts';
import { useWords } from './use-words.ts';

const layers = ['current', 'first-pass', 'final'] as const;
const certainties = ['1', '2', '3', 'none'] as const;
const verdicts = ['accept', 'reject', 'change', 'none'] as const;
const memos = ['with', 'without'] as const;
const threads = ['open', 'any'] as const;

const orAll = <Value,>(chosen: readonly Value[]) => (chosen.length === 0 ? undefined : [...chosen]);

/** Everything that the list can be narrowed by, but for what documents are like. */
export function Choices({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('passage');
  const { search, ask } = usePassageAddress();
  const words = useWords(detail);
  const called = useMemberWords();
  const tags = treeOrder(detail.tags.filter(({ mergedIntoId }) => mergedIntoId === null));
  return (
    <div className={classes.chooser}>
      <div className={classes.row}>
        <SmallSelect
          label={t('layer')}
          value={search.layer ?? 'current'}
          set={search.layer !== undefined}
          onChoose={(value) => {
            const layer = layers.find((each) => each === value);
            ask({ layer: layer === 'current' ? undefined : layer });
          }}
        >
          {layers.map((each) => (
            <option key={each} value={each}>
              {t(`layer.${each}`)}
            </option>
          ))}
        </SmallSelect>
        <RoundSelect
          rounds={detail.rounds}
          chosen={search.roundIds?.[0]}
          words={{ label: t('round'), all: t('round.all') }}
          onChoose={(round) => ask({ roundIds: round === undefined ? undefined : [round] })}
        />
        <SetChoice />
        {search.list !== 'memos' && (
          <SmallSelect
            label={t('memo')}
            value={search.memo ?? ''}
            set={search.memo !== undefined}
            onChoose={(value) => ask({ memo: memos.find((each) => each === value) })}
          >
            <option value="">{t('memo.all')}</option>
            {memos.map((each) => (
              <option key={each} value={each}>
                {t(`memo.${each}`)}
              </option>
            ))}
          </SmallSelect>
        )}
        {search.list !== 'threads' && (
          <SmallSelect
            label={t('thread')}
            value={search.thread ?? ''}
            set={search.thread !== undefined}
            onChoose={(value) => ask({ thread: threads.find((each) => each === value) })}
          >
            <option value="">{t('thread.all')}</option>
            {threads.map((each) => (
              <option key={each} value={each}>
                {t(`thread.${each}`)}
              </option>
            ))}
          </SmallSelect>
        )}
      </div>
      <div className={classes.lists}>
        <div>
          <ChoiceList
            title={t('group.tag')}
            items={tags.map(({ tag, depth }) => ({ value: tag.id, words: words.tag(tag.id), depth }))}
            chosen={search.tags ?? []}
            maximum={limits.chosen}
            onChange={(chosen) =>
              ask({ tags: orAll(chosen), ...(chosen.length === 0 && { only: undefined }) })
            }
          />
          {search.tags?.some((id) => withDescendants(detail.tags, id).size > 1) && (
            <Tick
              words={t('below')}
              checked={search.only !== true}
              onChange={(below) => ask({ only: below ? undefined : true })}
            />
          )}
        </div>
        <ChoiceList
          title={t('group.coder')}
          items={detail.members.map((member) => ({ value: member.id, words: called(member) }))}
          chosen={search.coders ?? []}
          maximum={limits.chosen}
          onChange={(chosen) => ask({ coders: orAll(chosen) })}
        />
        <ChoiceList
          title={t('group.certainty')}
          items={certainties.map((value) => ({ value, words: t(`certainty.${value}`) }))}
          chosen={search.certainty ?? []}
          maximum={certainties.length}
          onChange={(chosen) => ask({ certainty: orAll(chosen) })}
        />
        <ChoiceList
          title={t('group.verdict')}
          items={verdicts.map((value) => ({ value, words: t(`verdict.${value}`) }))}
          chosen={search.verdicts ?? []}
          maximum={verdicts.length}
          onChange={(chosen) => ask({ verdicts: orAll(chosen) })}
        />
      </div>
    </div>
  );
}

function SetChoice() {
  const { t } = useTranslation('passage');
  const { projectId, search, ask } = usePassageAddress();
  return (
    <SetSelect
      projectId={projectId}
      chosen={search.set}
      words={{ label: t('set'), all: t('set.all'), gone: t('set.gone') }}
      onChoose={(set) => ask({ set })}
    />
  );
}
