const START = 65_536;

/**
 * The beginning of a file as far as markup goes, whose signs are the same in nearly every encoding: without byte order
 * mark (one that was encoded twice, too) and white space at the head.
 */
export function decodeStart(bytes: Uint8Array): string {
  const start = bytes.subarray(0, START);
  const [first = 0, second = 0] = start;
  const wide =
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
  let text = '';
  for (const byte of start) if (!wide || (byte !== 0 && byte < 0x80)) text += String.fromCharCode(byte);
  return text.replace(/^(?:\u00C3\u00AF\u00C2\u00BB\u00C2\u00BF|\u00EF\u00BB\u00BF)/, '').trimStart();
}

/** The same for its end. */
export function decodeEnd(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes.subarray(-400)) if (byte !== 0) text += String.fromCharCode(byte);
  return text.trimEnd();
}
