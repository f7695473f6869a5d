import { describe, expect, test } from 'vitest';
import { normalQuantile, studentQuantile } from './distribution.ts';

describe('normalQuantile', () => {
  // Wichura 1988, with the values that R's qnorm prints.
  test.each([
    [0.5, 0],
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167813],
    [1e-20, -9.262340089798409],
    [0.975, 1.959963984540054],
    [0.95, 1.6448536269514722],
    [0.995, 2.5758293035489004],
    [0.9, 1.2815515655446004],
  ])('of %d is %d', (share, value) => {
    expect(normalQuantile(share)).toBeCloseTo(value, 12);
  });

  test.each([0, 1, -1, 2, Number.NaN])('refuses %d', (share) => {
    expect(() => normalQuantile(share)).toThrow('A share must lie between 0 and 1');
  });
});

describe('studentQuantile', () => {
  // Published tables of Student's distribution, two-sided 95 and 90 per cent.
  test.each([
    [0.975, 3, 3.182, 1e-2],
    [0.975, 5, 2.571, 1e-3],
    [0.975, 7, 2.365, 1e-3],
    [0.975, 23, 2.069, 1e-3],
    [0.95, 10, 1.812, 1e-3],
    [0.025, 30, -2.042, 1e-3],
    [0.975, 1e9, 1.95996, 1e-5],
  ])('of %d with %d degrees of freedom is %d', (share, freedom, value, apart) => {
    expect(Math.abs(studentQuantile(share, freedom) - value)).toBeLessThan(apart);
  });
});
