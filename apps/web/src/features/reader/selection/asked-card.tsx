import type { ComponentProps } from 'react';
import { needWords } from '../../../i18n/index.ts';
import { reviewCard } from '../../../parts/review/review-parts.ts';
import { Coming } from '../../../ui/coming.tsx';
import { Later, laterPart, useNext, useSoon } from '../../../ui/later.tsx';
import { usePart, useReaderSession } from '../reader-session.ts';
import type { FloatingCard } from './floating-card.tsx';

const floatingCard = laterPart(async () => {
  const [{ FloatingCard }] = await Promise.all([import('./floating-card.tsx'), needWords('compare')]);
  return FloatingCard;
});

/** The card of the active annotation, once somebody has asked for it. */
export function AskedCard(props: ComponentProps<typeof FloatingCard>) {
  const wanted = usePart(useReaderSession().active, (active) => active?.card === 'text');
  useNext(floatingCard);
  useSoon(reviewCard);
  return <Later part={floatingCard} wanted={wanted} give={props} meanwhile={wanted && <Coming />} />;
}
