/**
 * Proves by simulation what the package says of its intervals and control charts, in two minutes, and ends with 1
 * if it does not hold: npm run proof:agreement. `-- --studies 50` plays fewer.
 */
import { parseArgs } from 'node:util';
import { coverage, flags, trueValues } from '../testing/proof.ts';

const { values } = parseArgs({ options: { studies: { type: 'string' } } });
const studies = (usual: number) => Number(values.studies ?? usual);
const print = (line: string) => process.stdout.write(`${line}\n`);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
let held = true;
const row = (what: string, share: number, from: number, to: number) => {
  const holds = share >= from && share <= to;
  held &&= holds;
  print(`| ${what} | ${percent(share)} | ${percent(from)} to ${percent(to)} | ${holds ? 'yes' : 'NO'} |`);
};

print('| what | share | wanted | holds |\n| --- | ---: | --- | --- |');
const truth = trueValues(20_000);
for (const documents of [12, 24, 60]) {
  const found = coverage(truth, studies(500), documents, 1000);
  const of = `hold the true value (${studies(500)} studies of ${documents} documents)`;
  row(`pooled intervals ${of}`, found.pooled, 0.93, 0.97);
  row(`intervals of tags ${of}`, found.tags, 0.93, 0.97);
  print(`| percentile intervals ${of} | ${percent(found.percentile)} | | not used |`);
}
const { drifting, beside, steady, steadyHeld, driftHeld, change } = flags(studies(200), 100, 300);
const of = `(${studies(200)} studies of 100 documents)`;
row(`coders who miss 10 % more every 20 documents are told to drift ${of}`, drifting, 0.9, 1);
row(`steady coders beside them are ${of}`, beside, 0, 0.05);
row(`coders are where nobody drifts ${of}`, steady, 0, 0.05);
row(`intervals of the change hold none where there is none ${of}`, steadyHeld, 0.93, 0.97);
const lost = `the mean one of a drifting coder, ${(100 * change).toFixed(1)} points in 20 documents,`;
// Of one who gets worse the faults spread wider and wider, which makes the interval too wide rather than too narrow.
row(`intervals of the change hold ${lost} ${of}`, driftHeld, 0.93, 1);
for (const documents of [40, 60, 80]) {
  const fewer = flags(studies(200), documents, 300);
  print(`| drifting coders are told, of ${documents} documents | ${percent(fewer.drifting)} | | |`);
}
process.exitCode = held ? 0 : 1;
