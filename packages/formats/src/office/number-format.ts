/** Ways in which word processors write the number of a list item or of a note. */
export type NumberFormat =
  | 'decimal'
  | 'decimal-zero'
  | 'lower-letter'
  | 'upper-letter'
  | 'lower-roman'
  | 'upper-roman'
  | 'ordinal'
  | 'symbol'
  | 'bullet'
  | 'none';

const values = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1];
const numerals = ['m', 'cm', 'd', 'cd', 'c', 'xc', 'l', 'xl', 'x', 'ix', 'v', 'iv', 'i'];

function roman(number: number): string {
  if (number < 1 || number > 32_767) return String(number);
  let left = number;
  return values
    .map((value, index) => {
      const times = Math.floor(left / value);
      left -= times * value;
      return (numerals[index] ?? '').repeat(times);
    })
    .join('');
}

/** `a` to `z`, then `aa`, `bb`: as word processors count, not as columns of a spreadsheet do. */
function letter(number: number): string {
  if (number < 1 || number > 26 * 40) return String(number);
  return String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
}

const symbols = ['*', '†', '‡', '§'];

function symbol(number: number): string {
  if (number < 1 || number > 200) return String(number);
  return (symbols[(number - 1) % 4] ?? '*').repeat(Math.ceil(number / 4));
}

export function writeNumber(number: number, format: NumberFormat): string {
  if (format === 'bullet' || format === 'none') return '';
  if (format === 'decimal-zero') return number >= 0 && number < 10 ? `0${number}` : String(number);
  if (format === 'lower-letter') return letter(number);
  if (format === 'upper-letter') return letter(number).toUpperCase();
  if (format === 'lower-roman') return roman(number);
  if (format === 'upper-roman') return roman(number).toUpperCase();
  if (format === 'ordinal') return `${number}e`;
  if (format === 'symbol') return symbol(number);
  return String(number);
}
