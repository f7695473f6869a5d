import { type KeptTag, keptTagReasons, type ProjectDetail } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core/codebook';
import { limits } from '@koersvast/core/limit';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useCommandKeys } from '../../data/keyboard.ts';
import { livingTags } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import classes from './retag-bar.module.css';
import type { Chosen } from './use-choice.ts';
import { usePassageAddress } from './use-passage-address.ts';
import { useWords } from './use-words.ts';

interface RetagBarProps {
  readonly detail: ProjectDetail;
  readonly chosen: Chosen;
  readonly onClear: () => void;
}

/** How many are chosen, and another tag for all of them; then what kept its tag, and why. */
export function RetagBar({ detail, chosen, onClear }: RetagBarProps) {
  const { t } = useTranslation('passage');
  const { projectId } = usePassageAddress();
  const words = useWords(detail);
  const undo = useUndoKeys(projectId);
  const [opened, setOpened] = useState(false);
  const [skipped, setSkipped] = useState<readonly KeptTag[]>([]);
  const command = useCommand(trpc.passage.retag.mutationOptions());
  const tags = treeOrder(livingTags(detail));
  const [tagId, setTagId] = useState(tags[0]?.tag.id ?? '');
  const open = () => {
    if (chosen.size === 0) return false;
    command.reset();
    setOpened(true);
    return true;
  };
  useCommandKeys('passages', {
    'passage.retag': open,
    'passage.choose.none': () => {
      if (chosen.size === 0 && skipped.length === 0) return false;
      setSkipped([]);
      onClear();
      return true;
    },
  });
  const submit = async () => {
    const { own, others } = ownOf(chosen, detail.me.id);
    const output = own.length === 0 ? null : await command.run({ projectId, tagId, passages: own });
    setOpened(false);
    setSkipped([
      ...others.map((each) => ({ ...each, reason: 'not_own' as const })),
      ...(output?.skipped ?? []),
    ]);
    onClear();
    if (output === null) return;
    const said = t('retag.said', { count: output.retagged, tag: words.tag(tagId) });
    if (output.retagged > 0) undo.sayUndoable(said, output);
  };
  const reasons = keptTagReasons.flatMap((reason) => {
    const count = skipped.filter((each) => each.reason === reason).length;
    return count === 0 ? [] : [t(`retag.kept.${reason}`, { count })];
  });
  return (
    <>
      {(chosen.size > 0 || skipped.length > 0) && (
        <div className={classes.bar} data-screen="only">
          <div role="status">
            {chosen.size > 0 && <p>{t('chosen', { count: chosen.size })}</p>}
            {chosen.size >= limits.chosen && <p>{t('chosen.most', { count: limits.chosen })}</p>}
            {reasons.length > 0 && (
              <p>{[t('retag.kept', { count: skipped.length }), ...reasons].join(' ')}</p>
            )}
          </div>
          <div className={classes.actions}>
            {chosen.size > 0 && <Button onClick={open}>{t('retag.open')}</Button>}
            <Button
              variant="subtle"
              onClick={() => {
                setSkipped([]);
                onClear();
              }}
            >
              {t(chosen.size > 0 ? 'chosen.clear' : 'retag.close')}
            </Button>
          </div>
        </div>
      )}
      <Dialog
        title={t('retag.title', { count: chosen.size })}
        opened={opened}
        onClose={() => setOpened(false)}
      >
        <DialogForm
          submit={t('retag.submit', { count: chosen.size })}
          pending={command.pending}
          disabled={tagId === ''}
          error={command.error}
          onSubmit={submit}
          onClose={() => setOpened(false)}
        >
          <NativeSelect
            data-autofocus
            label={t('group.tag')}
            value={tagId}
            onChange={(event) => setTagId(event.currentTarget.value)}
          >
            {tags.map(({ tag, depth }) => (
              <option key={tag.id} value={tag.id}>
                {`${'\u00a0\u00a0'.repeat(depth)}${words.tag(tag.id)}`}
              </option>
            ))}
          </NativeSelect>
          <p className={classes.note}>{t('retag.note')}</p>
        </DialogForm>
      </Dialog>
    </>
  );
}

/** What is one's own among what was chosen, and what is somebody else's: that is not asked for. */
function ownOf(chosen: Chosen, memberId: string) {
  const keys = [...chosen.values()];
  const keyOf = ({ layerId, annotationId }: (typeof keys)[number]) => ({ layerId, annotationId });
  return {
    own: keys.filter((row) => row.memberId === memberId).map(keyOf),
    others: keys.filter((row) => row.memberId !== memberId).map(keyOf),
  };
}
