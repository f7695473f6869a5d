import type { ComponentProps } from 'react';
import { Later, laterPart } from '../../ui/later.tsx';
import type { AnnotationCard } from './annotation-card.tsx';
import { usePart, useReaderSession } from './reader-session.ts';

const annotationCard = laterPart(async () => (await import('./annotation-card.tsx')).AnnotationCard);

/** The card of the active annotation, once somebody has asked for it. */
export function AskedCard(props: ComponentProps<typeof AnnotationCard>) {
  const wanted = usePart(useReaderSession().active, (active) => active?.card === 'text');
  return <Later part={annotationCard} wanted={wanted} give={props} />;
}
