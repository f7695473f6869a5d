import type { AgreementReport } from '@koersvast/contracts';

/** What there is where no condition is missing. */
export type Report = Extract<AgreementReport, { state: 'ready' }>;
export type Basis = Report['basis'];
