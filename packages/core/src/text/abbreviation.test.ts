import { describe, expect, test } from 'vitest';
import { goesOn } from './abbreviation.ts';

describe('a full stop that ends no sentence', () => {
  test.each([
    ['Dat geldt d.w.z.', 'Rusland'],
    ['Dat geldt o.a.', 'Rusland'],
    ['Dat geldt m.b.t.', 'Rusland'],
    ['De brief van mr.', 'Jansen'],
    ['De brief van dhr.', 'Jansen'],
    ['De brief van prof. dr.', 'Jansen'],
    ['Kamerstuk 35 373, nr.', '12'],
    ['Kamerstuk 35 373, Nr.', '12'],
    ['Zie blz.', '4'],
    ['Zie art.', '5'],
    ['Zie (art.', '5)'],
    ['Zie par.', '§ 5'],
    ['Op 12 jan.', '2019'],
    ['De heer J.', 'Blok'],
    ['De heer J.P.', 'Balkenende'],
    ['Mevrouw Ch.P.', 'Jansen'],
    ['1.', 'Inleiding'],
    ['2.1.', 'Terugblik'],
    ['a)', 'Eerste'],
    ['(b)', 'Tweede'],
    ['iv.', 'Vierde'],
    ['[3]', 'Kamerstuk'],
    ['States, e.g.', 'Germany'],
    ['Written by Mrs.', 'Jones'],
    ['Russia vs.', 'Ukraine'],
    ['‘Bijv.', 'Duitsland'],
  ])('%s %s', (before, after) => {
    expect(goesOn(before, after)).toBe(true);
  });
});

describe('a full stop that ends one', () => {
  test.each([
    ['De druk is hoog.', 'Rusland'],
    ['Het gaat om kunst, beeldende art.', 'Rusland'],
    ['Het was in jan.', 'Daarna'],
    ['I said no.', 'Then'],
    ['Dat is plan B.', 'De'],
    ['Dat is vitamine C.', 'Het'],
    ['Druk, samenwerking enz.', 'De'],
    ['De brief van 24 mei jl.', 'Het'],
    ['Hij sprak met de arts.', 'Zij'],
    ['In 2019.', 'Daarna'],
    ['Waarom?', 'Omdat'],
    ['Zie punt 1.', 'Daarna'],
    ['De EU.', 'Rusland'],
    ['Het einde', 'Rusland'],
    ['', 'Rusland'],
    ['De heer J.', ''],
    ['De heer J.', '2019'],
  ])('%s %s', (before, after) => {
    expect(goesOn(before, after)).toBe(false);
  });
});
