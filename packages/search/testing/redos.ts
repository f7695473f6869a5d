/** A pattern that makes a backtracking matcher try exponentially or polynomially many ways, and a text that makes it. */
export interface Attack {
  readonly pattern: string;
  readonly before?: string;
  /** Written again and again. */
  readonly pump: string;
  readonly after?: string;
}

/** Nested and overlapping repetitions, overlapping choices, counted ones, of the kinds known from reports and papers. */
export const attacks: readonly Attack[] = [
  { pattern: '(a+)+$', pump: 'a', after: '!' },
  { pattern: '(a*)*$', pump: 'a', after: '!' },
  { pattern: '(a+)*b', pump: 'a' },
  { pattern: '((a+)+)+$', pump: 'a', after: '!' },
  { pattern: '(a|a)*$', pump: 'a', after: '!' },
  { pattern: '(a|aa)+$', pump: 'a', after: '!' },
  { pattern: '(a|b|ab)*c', pump: 'ab' },
  { pattern: '(a?){30}a{30}', pump: 'a', after: '!' },
  { pattern: '(.*a){20}', pump: 'a', after: '!' },
  { pattern: '(.*?a){20}$', pump: 'a', after: '!' },
  { pattern: '(.*)+x', pump: 'y' },
  { pattern: '(.|\\s)*x', pump: ' ' },
  { pattern: '(?:.*,){12}p', pump: '1,' },
  { pattern: '.*.*=.*', pump: 'x' },
  { pattern: '.*.*.*.*=', pump: 'x' },
  { pattern: '^(([a-z])+.)+[a-z]([a-z])+$', pump: 'a', after: '!' },
  { pattern: '^([a-z0-9]+)*$', pump: 'a1', after: '!' },
  { pattern: '^(\\w+\\s?)*$', pump: 'woord ', after: '!' },
  { pattern: '(\\w+\\s*)+:', pump: 'woord ' },
  { pattern: '(\\d+)*\\.', pump: '1' },
  { pattern: '^\\d*[0-9](\\d+)*\\d*x$', pump: '7' },
  { pattern: '^\\s+|\\s+$', before: 'a', pump: ' ', after: 'a' },
  { pattern: '\\s*\\n?\\s*\\n?\\s*x', pump: ' ' },
  { pattern: '\\s+$', pump: ' \t', after: '.' },
  { pattern: '(\\s|\\n)+;', pump: '\n' },
  { pattern: '^([\\w.-]+)+@([\\w-]+\\.)+\\w+$', pump: 'a.', after: '!' },
  { pattern: '^([a-z0-9_.-]+)@([\\da-z.-]+)\\.([a-z.]{2,6})$', before: 'a@', pump: 'a.', after: '!' },
  {
    pattern: '^(https?://)?([\\da-z.-]+)\\.([a-z.]{2,6})([/\\w .-]*)*/?$',
    before: 'a.nl',
    pump: '/a',
    after: '!',
  },
  { pattern: '(x+x+)+y', pump: 'x' },
  { pattern: '(x+)*(x*)+(x|x)+y', pump: 'x' },
  { pattern: '(a|b)*?c(a|b)*?d', pump: 'ab' },
  { pattern: '(?:a|a?)+$', pump: 'a', after: '!' },
  { pattern: '(?:a{1,3}){1,50}b', pump: 'a' },
  { pattern: '(?:(?:a*)*)*b', pump: 'a' },
  { pattern: '(?:a?b?)*c', pump: 'ab' },
  { pattern: '(?:|a)+b', pump: 'a' },
  { pattern: '(?:a*b?)*c', pump: 'a' },
  { pattern: '("[^"]*"|[^"])*;', before: '"', pump: '\\"' },
  { pattern: '<(?:[^>]|>)*>$', before: '<', pump: '>', after: '!' },
  { pattern: '(?:<!--)?(?:.*?--)+>', pump: '--' },
  { pattern: '\\b(?:\\w+-?)+\\b;', pump: 'eu-' },
  { pattern: '(?:\\p{L}+\\P{L}*)+#', pump: 'é ' },
  { pattern: '(?:[a-z]+[\\d_]*)+#', pump: 'a1_' },
  { pattern: '(?:(?:\\d{1,3},)*\\d{3})+#', pump: '123,456' },
  { pattern: '^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.?)+$', pump: '1', after: '!' },
  { pattern: '(.+)+(.+)+(.+)+#', pump: '.' },
  { pattern: '(?:a+b?){1,40}c', pump: 'aab' },
  { pattern: '([^\\n]|[\\s\\S])*#', pump: 'ab\n' },
  // What a matcher without backtracking looks for anew from each place: quadratic in most.
  { pattern: 'a[^z]*z|a', pump: 'a' },
  { pattern: '(?:a.*)?b|.', pump: 'a' },
  { pattern: '\\w*?x|\\w', pump: 'y' },
  // A state for each of very many pasts.
  { pattern: '[ab]{12}a', pump: 'abbabaab' },
  { pattern: '(?:a|b)*a(?:a|b){14}', pump: 'abaabbb' },
];
