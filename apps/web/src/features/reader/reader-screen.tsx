export function ReaderScreen() {
  return null;
}
