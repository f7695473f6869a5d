import type { HistoryEntry, ProjectDetail } from '@koersvast/contracts';
import { isLanguage } from '@koersvast/core/language';
import { roundName } from '@koersvast/core/round';
import { excerptOf } from '@koersvast/core/text';
import { useTranslation } from 'react-i18next';
import { memberName, useTagName } from '../../data/project.ts';

/** How much of a quote or a reason a line shows. */
const longest = 160;

/** What a change was done to, in words, and the words of which those are made. */
export function useThingWords(project: ProjectDetail) {
  const { t, i18n } = useTranslation('history');
  const nameOfRound = (row: { readonly name: string; readonly number: number } | null) =>
    row === null ? '–' : roundName(row, isLanguage(i18n.language) ? i18n.language : 'en');
  const tagWords = useTagName();
  const tagName = (id: unknown) => {
    const tag = project.tags.find((each) => each.id === id);
    return tag === undefined ? '–' : tagWords(tag);
  };
  const short = (text: string) => excerptOf(text, longest);
  const file = (name: unknown) => {
    if (name === 'original' || name === 'attachment') return t(`file.${name}`);
    return name === 'text' ? 'text.txt' : `${String(name ?? '')}.csv`;
  };
  /** What a reading is about, as the reader numbers it. */
  const place = (paragraph: number | null) =>
    paragraph === null ? t('place.unnumbered') : t('place.paragraph', { number: paragraph });

  const thing = ({ change, paragraph, set }: HistoryEntry): string => {
    if (set && change.noun === 'annotation') {
      return t('thing.set', {
        annotations: t('set.annotations', { count: set.annotations }),
        letters: t('set.letters', { count: set.documents }),
        tag: tagName((change.after ?? change.before)?.tagId),
      });
    }
    switch (change.noun) {
      case 'annotation': {
        const row = change.after ?? change.before;
        return t('thing.annotation', { quote: short(row?.quote ?? ''), tag: tagName(row?.tagId) });
      }
      case 'reading':
        return t('thing.reading', { place: place(paragraph) });
      case 'review': {
        const row = change.after ?? change.before;
        const reason = change.action === 'create' ? short(row?.reason ?? '') : '';
        const verdict = t(`verdict.${row?.verdict ?? 'accept'}`);
        return reason === '' ? t('thing.review', { verdict }) : t('thing.reviewWhy', { verdict, reason });
      }
      case 'reply':
        return t('thing.reply', { text: short((change.after ?? change.before)?.text ?? '') });
      case 'decision': {
        const row = change.after ?? change.before;
        const reason = change.action === 'create' ? short(row?.reason ?? '') : '';
        const decision = t(`decision.${row?.action ?? 'take'}`);
        return reason === ''
          ? t('thing.decision', { decision })
          : t('thing.decisionWhy', { decision, reason });
      }
      case 'tag':
        return t('thing.tag', { name: (change.after ?? change.before)?.name ?? '' });
      case 'document':
        return t('thing.document', { title: (change.after ?? change.before)?.title ?? '' });
      case 'set':
        return t('thing.documentSet', { name: (change.after ?? change.before)?.name ?? '' });
      case 'finding':
        return t('thing.finding', { name: (change.after ?? change.before)?.title ?? '' });
      case 'search':
        return t('thing.search', { name: (change.after ?? change.before)?.name ?? '' });
      case 'dictionary':
        return t('thing.dictionary', { name: (change.after ?? change.before)?.name ?? '' });
      case 'assignment':
        return t('thing.assignment', {
          member: memberName(project, (change.after ?? change.before)?.memberId ?? ''),
        });
      case 'round':
        return t('thing.round', { name: nameOfRound(change.after ?? change.before) });
      case 'member':
        return t('thing.member', { member: memberName(project, (change.after ?? change.before)?.id ?? '') });
      case 'unblinding':
        return t('thing.unblinding', {
          name: project.rounds.find(({ id }) => id === change.after?.roundId)?.name ?? '–',
        });
      case 'export':
        return t('thing.export', { file: file(change.after?.file) });
      case 'layer':
        return t('thing.layer');
      case 'project':
        return t('thing.project');
    }
  };
  return { thing, tagName, short, file, place };
}
