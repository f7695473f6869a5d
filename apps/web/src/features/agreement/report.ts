import type { AgreementReport, AgreementTag } from '@koersvast/contracts';

/** What there is where no condition is missing. */
export type Report = Extract<AgreementReport, { state: 'ready' }>;
export type TagFigures = Extract<AgreementTag, { state: 'ready' }>;
export type Basis = Report['basis'];
