import { type Member, tell } from '@koersvast/contracts';
import { type MemberFact, memberFacts } from '@koersvast/core/fact';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { ToldForm } from './told-form.tsx';

interface MemberToldProps {
  readonly projectId: string;
  readonly member: Member;
  readonly undo: Undo;
  readonly focus?: MemberFact | undefined;
  readonly onClose: () => void;
  readonly onSaved?: () => void;
}

/** Who a coder is, and how they were trained: for the paper, without their name. */
export function MemberTold({ projectId, member, undo, focus, onClose, onSaved }: MemberToldProps) {
  const { t } = useTranslation('fact');
  const describe = useCommand(trpc.member.describe.mutationOptions());
  const place = { projectId, memberId: member.id, version: member.version };
  return (
    <ToldForm
      label={t('form')}
      names={memberFacts}
      told={member}
      schema={tell.member}
      send={(changed) => describe.run({ ...place, ...changed })}
      sent={(output) => undo.sayUndoable(t('said.member', { name: member.name }), output)}
      pending={describe.pending}
      error={describe.error}
      focus={focus}
      onSaved={onSaved}
      onClose={onClose}
    />
  );
}
