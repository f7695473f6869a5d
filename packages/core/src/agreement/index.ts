/** What is said of agreement between coders on paper and in files. The figures are those of `packages/agreement`. */
export {
  type CoderFacts,
  type Figure,
  laterRows,
  type MethodsFacts,
  methodsRows,
  type RepeatFacts,
  type RoundFacts,
  type TagFacts,
  type VerdictWord,
} from './facts.ts';
export {
  type AgreementRow,
  type AgreementSettings,
  agreementColumns,
  agreementRecords,
  agreementSpanColumns,
  agreementSpanRecords,
  type Field,
  type MeasuredDocument,
  type Scope,
} from './file.ts';
export { type AgreementMeasure, agreementMeasures, type MeasureName, measureNames } from './measure.ts';
export { type AppendixTable, type MethodsText, methodsText } from './methods.ts';
export { type NumberStyle, numberStyles } from './number.ts';
export { readings } from './reading.ts';
export type { Reading } from './reading-shape.ts';
export { reasonCodes, reasonWords } from './reason.ts';
export { references } from './references.ts';
export { type AgreementScript, agreementScripts, type ScriptLanguage, scriptLanguages } from './script.ts';
