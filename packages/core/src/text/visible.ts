const visible = /[^\s\p{Default_Ignorable_Code_Point}\u0085\u2800]/u;

/** Whether there is anything in a text that can be seen: not white space alone, nor characters without width. */
export function isVisible(text: string): boolean {
  return visible.test(text);
}
