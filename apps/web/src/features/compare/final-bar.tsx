import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeymap } from '../../data/keyboard.ts';
import type { Undo } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import type { ReviewCommands } from '../../parts/review/use-review-commands.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Segments } from '../../ui/segments.tsx';
import type { Comparison } from './comparison.ts';
import classes from './final-bar.module.css';
import type { Mode } from './use-compare-address.ts';
import type { FinalCommands } from './use-compare-commands.ts';

interface FinalBarProps {
  readonly comparison: Comparison;
  readonly mode: Mode;
  /** Null where there is nothing to choose. */
  readonly onMode: ((mode: Mode) => void) | null;
  readonly review: ReviewCommands;
  readonly final: FinalCommands;
  readonly undo: Undo;
  readonly judges: boolean;
  readonly settles: boolean;
  /** Words are selected that could be added to the final version. */
  readonly selected: boolean;
  readonly onAdd: () => boolean;
  /** Differences that are not decided. */
  readonly left: number;
  /** To the next difference of which a coder disagrees with the verdict; null where there is none. */
  readonly onDisagreed: (() => void) | null;
}

/** Whether one judges the coders' work or settles the final version, and what is done to the whole. */
export function FinalBar(props: FinalBarProps) {
  const {
    comparison,
    mode,
    onMode,
    review,
    final,
    undo,
    judges,
    settles,
    selected,
    onAdd,
    left,
    onDisagreed,
  } = props;
  const { t } = useTranslation('compare');
  const format = useFormat();
  const keymap = useKeymap();
  const finishedAt = comparison.final?.finishedAt ?? null;
  const acceptAlike = () =>
    void review.acceptAlike().then(
      (output) => undo.sayUndoable(t('said.alike', { count: output.changes.length }), output),
      () => undefined,
    );
  const [asking, setAsking] = useState(false);
  const reopen = () => void final.setFinished(false).catch(() => undefined);
  const finish = async () => {
    const output = await final.setFinished(true);
    setAsking(false);
    const words = left > 0 ? t('said.finishedLeft', { count: left }) : t('said.finished');
    if (output !== null) undo.sayUndoable(words, output);
  };
  const modeKey = keymap.keysOf('difference.mode')[0];
  return (
    <div className={classes.bar}>
      {onMode !== null && (
        <Segments
          label={t('mode.label')}
          value={mode}
          options={(['judge', 'settle'] as const).map((each) => ({ value: each, name: t(`mode.${each}`) }))}
          title={modeKey}
          wide
          className={classes.modes}
          onChoose={onMode}
        />
      )}
      {mode === 'judge' && judges && comparison.alikeUnjudged > 0 && (
        <Button size="compact-sm" variant="default" onClick={acceptAlike}>
          {t('alike', { count: comparison.alikeUnjudged })}
        </Button>
      )}
      {mode === 'judge' && onDisagreed !== null && (
        <Button size="compact-sm" variant="default" onClick={onDisagreed}>
          {t('disagreed', { count: comparison.disagreed.length })}
        </Button>
      )}
      {mode === 'settle' && comparison.final !== null && (
        <div className={classes.final}>
          <span className={classes.state}>
            {finishedAt === null
              ? t('final.started', { count: comparison.finalAnnotations.length })
              : t('final.finished', { when: format.moment(finishedAt) })}
          </span>
          {settles && selected && (
            <Button size="compact-sm" variant="default" onClick={() => onAdd()}>
              {t('final.add')}
            </Button>
          )}
          {settles && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                if (finishedAt !== null) reopen();
                else if (left > 0) setAsking(true);
                else void finish().catch(() => undefined);
              }}
            >
              {t(finishedAt === null ? 'final.finish' : 'final.reopen')}
            </Button>
          )}
        </div>
      )}
      <Dialog
        title={t('finish.title', { count: left })}
        opened={asking && finishedAt === null}
        onClose={() => setAsking(false)}
      >
        <DialogForm
          onSubmit={finish}
          submit={t('finish.anyway', { count: left })}
          error={final.finishError}
          final
          cancel={t('finish.not')}
          onClose={() => setAsking(false)}
        >
          <p>{t('finish.text', { count: left })}</p>
        </DialogForm>
      </Dialog>
      <Fault error={review.alikeError ?? final.finishError ?? final.withdrawError} />
    </div>
  );
}
