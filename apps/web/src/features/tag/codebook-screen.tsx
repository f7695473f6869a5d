export function CodebookScreen() {
  return null;
}
