import { laterPart } from '../../ui/later.tsx';

/** Charts that are not the first: each comes when it is chosen, with what draws its lines and bars. */
export const timeView = laterPart(async () => (await import('./time-view.tsx')).TimeView);
export const lengthsView = laterPart(async () => (await import('./lengths-view.tsx')).LengthsView);
export const togetherView = laterPart(async () => (await import('./together-view.tsx')).TogetherView);
export const portraitView = laterPart(async () => (await import('./portrait-view.tsx')).PortraitView);
