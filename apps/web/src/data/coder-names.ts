import type { Board, ProjectDetail } from '@koersvast/contracts';
import { foldName } from '@koersvast/core/person';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format.ts';
import { memberName } from './project.ts';

/** Who may be given documents: a member, or somebody who is invited, with what is to be known of them. */
export interface NamedCoder {
  readonly id: string;
  readonly name: string;
  /** The address of a member, for those who may know it. */
  readonly email?: string | null;
  /** That they have not joined yet, or can no longer; nothing for a member. */
  readonly hint?: string;
}

type Invited = Board['invited'][number];

/** Names the members and the invited people among whom documents are dealt out. */
export function useCoderNames(detail: ProjectDetail): {
  invited(who: Invited, among: readonly Invited[]): NamedCoder;
  of(id: string, invited: readonly Invited[]): NamedCoder;
} {
  const { t } = useTranslation();
  const format = useFormat();
  const invited = (who: Invited, among: readonly Invited[]): NamedCoder => {
    const { id, role, note, expiresAt, expired } = who;
    const looks = foldName(note);
    const twins = among.filter((each) => each.id !== id && foldName(each.note) === looks);
    // Two with the same note differ by when their links end, to the minute.
    const when = twins.length > 0 ? format.moment(expiresAt) : format.day(expiresAt);
    const called =
      note === ''
        ? t('invited.nameless', { role: t(`role.${role}`), when })
        : twins.length > 0
          ? t('invited.twin', { note, when })
          : note;
    return { id, name: called, hint: t(expired ? 'invited.expired' : 'invited.waiting') };
  };
  return {
    invited,
    of: (id, list) => {
      const waiting = list.find((each) => each.id === id);
      if (waiting !== undefined) return invited(waiting, list);
      const member = detail.members.find((each) => each.id === id);
      return {
        ...{ id, name: memberName(detail, id), email: member?.email ?? null },
        ...(member?.retired === true && { hint: t('retired') }),
      };
    },
  };
}
